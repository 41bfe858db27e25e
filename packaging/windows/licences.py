"""The licences of everything that ships, in one folder."""

import json
import re
import shutil
from collections import Counter
from email.parser import Parser
from pathlib import Path

from interpreter import Interpreter
from shared import HERE, ROOT

COMMON = Path("/usr/share/common-licenses")  # Debian has the texts that the wheels of Qt leave out
MADE_FOR_QT = ("pyside6_essentials", "shiboken6")
HEAD = """年报填报按 Apache License 2.0 分发（见 nianbao.txt）。随程序分发的其他软件，各按自己的许可证：

"""
TAIL = """
Qt 和 PySide6 按 LGPL 第 3 版使用：没有修改，是 Lib\\site-packages\\PySide6 里单独的 DLL，可以换成您自己编译的版本。
msvcp140*.dll 和 vcruntime140*.dll 是 Microsoft Visual C++ 运行库，按微软允许的方式随程序分发。
typst 里用到的 Rust 软件包和各自的许可证列在 typst 一节。
"""


def put_licences(folder: Path, python: Interpreter | None) -> None:
    """Gather the licences of what stands in the folder; a package without one stops the build."""
    target = folder / "licences"
    target.mkdir()
    shutil.copy(ROOT / "LICENSE", target / "nianbao.txt")
    rows: list[str] = []
    if python:
        (target / "Python.txt").write_bytes(python.licence)
        shutil.copy(HERE / "python-parts.txt", target / "Python-parts.txt")
        rows.append(f"Python {python.version}：PSF License，见 Python.txt 和 Python-parts.txt")
    for info in sorted(folder.rglob("*.dist-info")):
        rows.append(_put_one(info, target))
    typst = next(folder.rglob("typst-py.cyclonedx.json"))
    crates = "".join(f"  {name}：{count} 个\n" for name, count in _crates(typst).most_common())
    text = HEAD + "\n".join(rows) + "\n" + TAIL + f"\ntypst（完整清单见 {typst.name}）：\n{crates}"
    shutil.copy(typst, target)
    (target / "说明.txt").write_text(text, encoding="utf-8-sig", newline="\r\n")


def _put_one(info: Path, target: Path) -> str:
    """Copy the licences of one package and return its line in the list."""
    facts = Parser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    name, version = facts["Name"], facts["Version"]
    texts = [path for path in info.rglob("*") if re.match(r"licen[cs]e|copying|notice", path.name, re.IGNORECASE)]
    texts = [path for path in texts if path.is_file()]
    if info.name.startswith(MADE_FOR_QT):
        texts = [COMMON / "LGPL-3", COMMON / "GPL-3"]
    if not texts:
        raise SystemExit(f"{name} 没有附许可证文本")
    for text in texts:
        shutil.copy(text, target / f"{name}-{text.stem}.txt")
    kind = facts["License-Expression"] or (facts["License"] or "").partition("\n")[0] or "见文本"
    return f"{name} {version}：{kind}"


def _crates(bill: Path) -> Counter[str]:
    """How many Rust packages are under which licence."""
    parts = json.loads(bill.read_text(encoding="utf-8")).get("components", [])
    found: Counter[str] = Counter()
    for part in parts:
        for one in part.get("licenses", []):
            found[one.get("expression") or one.get("license", {}).get("id", "?")] += 1
    return found

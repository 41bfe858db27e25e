"""Where nianbao.exe begins: the window; if even that can't be had, one plain sentence instead of silence."""

import sys

_STOP = 0x10  # MB_ICONERROR


def main() -> int:
    """Open the window; there's no console to complain to, so a failed start is shown and written down."""
    try:
        from gui.__main__ import start as open_window

        return open_window()
    except Exception as problem:  # whatever it was, the clerk must see something
        _tell(problem)
        return 1


def _tell(problem: Exception) -> None:
    import ctypes
    import os
    import traceback
    from pathlib import Path

    place = Path(os.environ.get("LOCALAPPDATA", "."), "nianbao", "start-error.txt")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("".join(traceback.format_exception(problem)), encoding="utf-8")
    except OSError:
        place = Path()
    words = "年报填报没能启动，草稿没有动过。\n\n请重新安装一次；如果还不行，请把下面这个文件交给维护人员：\n"
    ctypes.WinDLL("user32").MessageBoxW(None, f"{words}{place}\n\n（{type(problem).__name__}）", "年报填报", _STOP)


if __name__ == "__main__":
    sys.exit(main())

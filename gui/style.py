"""The one visual language: colours, sizes and the small style sheet made from them."""

import sys

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

# each family that's absent costs the start some milliseconds of searching
_WINDOWS = ["Microsoft YaHei UI", "Microsoft YaHei", "SimSun"]
_LINUX = ["Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
FAMILIES = _WINDOWS if sys.platform == "win32" else _LINUX
POINT_SIZE = 9.5

INK = "#1f2933"  # text
QUIET = "#56616d"  # secondary text, 6:1 on paper
PAPER = "#ffffff"
DESK = "#f3f5f8"  # behind the pages
LINE = "#cbd2da"
LABEL = "#eef2f7"  # label cells of a table
TOTAL = "#f6f6ee"  # computed cells
ACCENT = "#1b5fa8"  # the step in hand, the cell in hand
ACCENT_SOFT = "#dfeaf6"
ERROR = "#b3261e"
ERROR_SOFT = "#fce8e6"
QUERY = "#8a5300"
QUERY_SOFT = "#fff3dc"
GOOD = "#1e6b3a"
GOOD_SOFT = "#e3f3e8"


def interface_font(percent: int) -> QFont:
    """The font to start with: the first present of the families Windows and Linux bring for Chinese."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(POINT_SIZE * percent / 100)
    return font


def base_font() -> QFont:
    """The interface font, in the size the clerk has chosen."""
    return QFont(QGuiApplication.font())


def palette() -> QPalette:
    """The palette; widgets without a rule of their own follow it."""
    colours = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, DESK),
        (QPalette.ColorRole.WindowText, INK),
        (QPalette.ColorRole.Base, PAPER),
        (QPalette.ColorRole.AlternateBase, LABEL),
        (QPalette.ColorRole.Text, INK),
        (QPalette.ColorRole.Button, PAPER),
        (QPalette.ColorRole.ButtonText, INK),
        (QPalette.ColorRole.Highlight, ACCENT),
        (QPalette.ColorRole.HighlightedText, PAPER),
        (QPalette.ColorRole.ToolTipBase, PAPER),
        (QPalette.ColorRole.ToolTipText, INK),
        (QPalette.ColorRole.PlaceholderText, QUIET),
        (QPalette.ColorRole.Link, ACCENT),
        (QPalette.ColorRole.Accent, ACCENT),
    ):
        colours.setColor(role, QColor(colour))
    return colours


SHEET = f"""
QMenuBar {{ background: {PAPER}; border-bottom: 1px solid {LINE}; padding: 1px 4px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 3px; }}
QMenuBar::item:selected {{ background: {ACCENT_SOFT}; }}
QListWidget#rail {{ background: {PAPER}; border: none; border-right: 1px solid {LINE}; }}
QWidget#bar {{ background: {PAPER}; border-top: 1px solid {LINE}; }}
QLabel[role="heading"] {{ font-size: 13pt; font-weight: 600; }}
QLabel[role="hint"] {{ color: {QUIET}; }}
QLabel[role="good"] {{ color: {GOOD}; }}
QLabel[role="place"] {{ font-weight: 600; }}
QLabel[role="part"] {{ color: {ACCENT}; font-weight: 600; padding: 4px 0px 0px 0px; qproperty-indent: 0; }}
QLabel[role="bubble"] {{ background: {INK}; color: {PAPER}; border-radius: 4px; padding: 4px 8px; }}
QWidget[role="panel"] {{ background: {PAPER}; }}
QCheckBox[role="advice"] {{ background: {QUERY_SOFT}; color: {INK}; padding: 8px; }}
QPushButton[role="small"] {{ padding: 3px 10px; }}
QPushButton[role="small"]:focus {{ padding: 3px 9px; }}
QPushButton {{ padding: 5px 16px; border: 1px solid {LINE}; border-radius: 4px; background: {PAPER}; }}
QPushButton:hover {{ border-color: {ACCENT}; }}
QPushButton:focus {{ border: 2px solid {ACCENT}; padding: 4px 15px; }}
QPushButton:disabled {{ color: #8a929b; background: {DESK}; }}
QPushButton[role="begin"] {{ padding: 8px 12px; text-align: left; font-weight: 600; }}
QPushButton[role="begin"]:focus {{ padding: 7px 11px; }}
QListWidget#recent {{ background: {PAPER}; border: 1px solid {LINE}; border-radius: 4px; }}
QListWidget#recent::item {{ padding: 5px 8px; }}
QLabel[role="wrong"] {{ color: {ERROR}; }}
QPushButton[role="primary"] {{ background: {ACCENT}; color: {PAPER}; border-color: {ACCENT}; }}
QPushButton[role="primary"]:hover {{ background: #164f8c; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {INK}; }}
QPushButton[role="primary"]:disabled {{ color: #8a929b; background: {DESK}; border-color: {LINE}; }}
QLineEdit[role="field"], QPlainTextEdit {{ background: {PAPER}; border: 1px solid {LINE}; }}
QLineEdit[role="field"], QPlainTextEdit {{ border-radius: 4px; padding: 4px 6px; }}
QLineEdit[role="field"]:focus, QPlainTextEdit:focus {{ border: 2px solid {ACCENT}; padding: 3px 5px; }}
QWidget[role="notice"] {{ background: {QUERY_SOFT}; }}
QLabel[role="panel"] {{ background: {PAPER}; font-weight: 600; padding: 8px 10px; }}
QSplitter::handle {{ background: {LINE}; }}
QLabel#qt_msgbox_informativelabel {{ min-width: 300px; }}
QListWidget#issues, QScrollArea#help {{ border: 1px solid {PAPER}; background: {PAPER}; }}
QListWidget#rail:focus, QListWidget#issues:focus, QScrollArea#help:focus {{ border: 1px solid {ACCENT}; }}
QTableView {{ border: 1px solid {LINE}; gridline-color: {LINE}; background: {PAPER}; }}
"""

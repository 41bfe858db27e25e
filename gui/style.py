"""The one visual language: colours, sizes and the small style sheet made from them."""

import sys

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from core.locate import resource

# each family that's absent costs the start some milliseconds of searching
_WINDOWS = ["Microsoft YaHei UI", "Microsoft YaHei", "SimSun"]
_LINUX = ["Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
FAMILIES = _WINDOWS if sys.platform == "win32" else _LINUX
POINT_SIZE = 9.5


class Colours(Struct, frozen=True, eq=False):
    """The colours of one look; text on its ground has a contrast of at least 4.5 : 1."""

    ink: str  # text
    quiet: str  # secondary text
    paper: str
    desk: str  # behind the pages
    line: str
    label: str  # label cells of a table
    total: str  # computed cells
    accent: str  # the step in hand, the cell in hand
    accent_soft: str
    error: str
    error_soft: str
    query: str
    query_soft: str
    good: str
    good_soft: str
    disabled: str  # what can't be pressed
    accent_dark: str  # a pressed-on button


LIGHT = Colours(
    ink="#1f2933",
    quiet="#56616d",
    paper="#ffffff",
    desk="#f3f5f8",
    line="#cbd2da",
    label="#eef2f7",
    total="#f6f6ee",
    accent="#1b5fa8",
    accent_soft="#dfeaf6",
    error="#b3261e",
    error_soft="#fce8e6",
    query="#8a5300",
    query_soft="#fff3dc",
    good="#1e6b3a",
    good_soft="#e3f3e8",
    disabled="#8a929b",
    accent_dark="#164f8c",
)
DARK = Colours(
    ink="#e6e9ed",
    quiet="#a9b3be",
    paper="#1f2328",
    desk="#17191d",
    line="#454c55",
    label="#2a3037",
    total="#2b2c24",
    accent="#7fb4f0",
    accent_soft="#24384f",
    error="#ff9a92",
    error_soft="#4a2220",
    query="#f0bd6a",
    query_soft="#41331a",
    good="#85d39b",
    good_soft="#1f3a29",
    disabled="#79828c",
    accent_dark="#a3cbf7",
)
CONTRAST = Colours(
    ink="#000000",
    quiet="#000000",
    paper="#ffffff",
    desk="#ffffff",
    line="#000000",
    label="#f2f2f2",
    total="#f2f2f2",
    accent="#0000c8",
    accent_soft="#d6e4ff",
    error="#a00000",
    error_soft="#ffe0e0",
    query="#5c3500",
    query_soft="#fff0c8",
    good="#00480f",
    good_soft="#dcf5e2",
    disabled="#4a4a4a",
    accent_dark="#000080",
)
_LOOKS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
_SHEET = """
QMenuBar {{ background: {look.paper}; border-bottom: 1px solid {look.line}; padding: 1px 4px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 3px; }}
QMenuBar::item:selected {{ background: {look.accent_soft}; }}
QListWidget#rail {{ background: {look.paper}; border: none; border-right: 1px solid {look.line}; }}
QWidget#bar {{ background: {look.paper}; border-top: 1px solid {look.line}; }}
QLabel[role="heading"] {{ font-size: 13pt; font-weight: 600; }}
QLabel[role="hint"] {{ color: {look.quiet}; }}
QLabel[role="good"] {{ color: {look.good}; }}
QLabel[role="place"] {{ font-weight: 600; }}
QLabel[role="part"] {{ color: {look.accent}; font-weight: 600; padding: 4px 0px 0px 0px; qproperty-indent: 0; }}
QLabel[role="bubble"] {{ background: {look.ink}; color: {look.paper}; border-radius: 4px; padding: 4px 8px; }}
QWidget[role="panel"] {{ background: {look.paper}; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {look.quiet}; border-radius: 3px; }}
QCheckBox::indicator {{ background: {look.paper}; }}
QCheckBox::indicator:checked {{ image: url("{tick}"); border-color: {look.accent}; }}
QCheckBox::indicator:focus {{ border: 2px solid {look.accent}; width: 12px; height: 12px; }}
QCheckBox::indicator:disabled {{ border-color: {look.line}; }}
QCheckBox[role="advice"] {{ background: {look.query_soft}; color: {look.ink}; padding: 8px; }}
QPushButton[role="small"] {{ padding: 3px 6px; }}
QPushButton[role="small"]:focus {{ padding: 3px 5px; }}
QPushButton {{ padding: 5px 16px; border: 1px solid {look.line}; border-radius: 4px; background: {look.paper}; }}
QPushButton:hover {{ border-color: {look.accent}; }}
QPushButton:focus {{ border: 2px solid {look.accent}; padding: 4px 15px; }}
QPushButton:default {{ border-color: {look.accent}; font-weight: 600; }}
QPushButton:disabled {{ color: {look.disabled}; background: {look.desk}; }}
QPushButton[role="begin"] {{ padding: 8px 12px; text-align: left; font-weight: 600; }}
QPushButton[role="begin"]:focus {{ padding: 7px 11px; }}
QListWidget#recent {{ background: {look.paper}; border: 1px solid {look.line}; border-radius: 4px; }}
QListWidget#recent::item {{ padding: 5px 8px; }}
QLabel[role="wrong"] {{ color: {look.error}; }}
QPushButton[role="primary"] {{ background: {look.accent}; color: {look.paper}; border-color: {look.accent}; }}
QPushButton[role="primary"]:hover {{ background: {look.accent_dark}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {look.ink}; }}
QPushButton[role="primary"]:disabled {{ color: {look.disabled}; background: {look.desk}; border-color: {look.line}; }}
QLineEdit[role="field"], QPlainTextEdit {{ background: {look.paper}; border: 1px solid {look.line}; }}
QLineEdit[role="field"], QPlainTextEdit {{ border-radius: 4px; padding: 4px 6px; }}
QLineEdit[role="field"]:focus, QPlainTextEdit:focus {{ border: 2px solid {look.accent}; padding: 3px 5px; }}
QComboBox {{ background: {look.paper}; border: 1px solid {look.line}; border-radius: 4px; padding: 3px 8px; }}
QComboBox:focus {{ border: 2px solid {look.accent}; padding: 2px 7px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{ background: {look.paper}; border: 1px solid {look.line}; outline: none; }}
QComboBox QAbstractItemView {{ selection-background-color: {look.accent}; selection-color: {look.paper}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
QWidget[role="notice"] {{ background: {look.query_soft}; }}
QLabel[role="panel"] {{ background: {look.paper}; font-weight: 600; padding: 8px 10px; }}
QSplitter::handle {{ background: {look.line}; }}
QLabel#qt_msgbox_informativelabel {{ min-width: 300px; }}
QListWidget#issues, QScrollArea#help {{ border: 1px solid {look.paper}; background: {look.paper}; }}
QListWidget#rail:focus, QListWidget#issues:focus, QScrollArea#help:focus {{ border: 1px solid {look.accent}; }}
QTableView {{ border: 1px solid {look.line}; gridline-color: {look.line}; background: {look.paper}; }}
"""
_LOOK = "look"  # the property of the application that names the look it wears


def colours() -> Colours:
    """The colours the application wears now."""
    application = QGuiApplication.instance()
    return _LOOKS[str(application.property(_LOOK) or "light")] if application else LIGHT


def wear(application: QApplication, name: str) -> None:
    """Dress the application in a look: "light", "dark" or "contrast"."""
    application.setProperty(_LOOK, name)
    application.setPalette(palette(_LOOKS[name]))
    application.setStyleSheet(sheet(_LOOKS[name]))


def wanted_look(application: QApplication) -> str:
    """The look the system asks for."""
    hints = application.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def interface_font(percent: int) -> QFont:
    """The font to start with: the first present of the families Windows and Linux bring for Chinese."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(POINT_SIZE * percent / 100)
    return font


def base_font() -> QFont:
    """The interface font, in the size the clerk has chosen."""
    return QFont(QGuiApplication.font())


def palette(look: Colours) -> QPalette:
    """The palette; widgets without a rule of their own follow it."""
    colours = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, look.desk),
        (QPalette.ColorRole.WindowText, look.ink),
        (QPalette.ColorRole.Base, look.paper),
        (QPalette.ColorRole.AlternateBase, look.label),
        (QPalette.ColorRole.Text, look.ink),
        (QPalette.ColorRole.Button, look.paper),
        (QPalette.ColorRole.ButtonText, look.ink),
        (QPalette.ColorRole.Highlight, look.accent),
        (QPalette.ColorRole.HighlightedText, look.paper),
        (QPalette.ColorRole.ToolTipBase, look.paper),
        (QPalette.ColorRole.ToolTipText, look.ink),
        (QPalette.ColorRole.PlaceholderText, look.quiet),
        (QPalette.ColorRole.Link, look.accent),
        (QPalette.ColorRole.Accent, look.accent),
    ):
        colours.setColor(role, QColor(colour))
    return colours


def sheet(look: Colours) -> str:
    """The small style sheet."""
    arrow, tick = (resource("icons", f"{name}.svg").as_posix() for name in ("down", "tick"))
    return _SHEET.format(look=look, arrow=arrow, tick=tick)

"""Excel's hand: what each key does to the upper left of table three."""
# ruff: noqa: E501 - the habits are drawn as a table

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.report import Report, entry
from gui.main_window import MainWindow
from gui.sections import TablePage
from tests.gui.driver import CONTROL, NONE, SHIFT, press

ROWS = ["new_received", "carried_over", "granted"]
COLUMNS = ["natural_person", "business", "research"]
_MODIFIERS = {"Ctrl": CONTROL, "Shift": SHIFT}
_KEYS = {
    name: getattr(Qt.Key, f"Key_{name}")
    for name in ("Tab", "Backtab", "Return", "Enter", "Up", "Down", "Left", "Right", "Home", "End", "Escape", "Delete")
} | {"Backspace": Qt.Key.Key_Backspace, "F2": Qt.Key.Key_F2, "F7": Qt.Key.Key_F7}

# what is tried | what stands there before | keys, from the first cell on | cell in hand after (row column)
# | what stands there after; rows are parted by /, a dot is a blank
HABITS = """
    typing fills, Tab goes right           | ./.         | 12 Tab                       | 1 2  | 12
    Enter goes down                        | ./.         | 12 Return                    | 2 1  | 12
    the keypad's Enter too                 | ./.         | 12 Enter                     | 2 1  | 12
    Enter at a column's foot goes on       | ./.         | Ctrl+Down Return 6 Return    | 2 2  | . 6
    Shift+Enter at a head goes back        | ./.         | Right Shift+Return           | 25 1 | .
    Shift+Enter goes up                    | ./.         | Down 12 Shift+Return         | 1 1  | ./12
    Shift+Tab goes left                    | ./.         | Right 12 Shift+Backtab       | 1 1  | . 12
    Enter without typing goes on           | 7/8         | Return                       | 2 1  | 7/8
    an arrow leaves a cell that is typed   | ./.         | 12 Right 3 Down              | 2 2  | 12 3
    so do up and down                      | ./.         | 12 Down 3 Up                 | 1 1  | 12/3
    arrows walk                            | ./.         | Right Down Down Left Up      | 2 1  | .
    the arrow up stays in the table        | ./.         | Up Left                      | 1 1  | .
    typing overwrites                      | 12          | 7 Tab                        | 1 2  | 7
    F2 appends                             | 12          | F2 3 Tab                     | 1 2  | 123
    in F2 arrows move in the text          | 12          | F2 Left 9 Tab                | 1 2  | 192
    Home and End move in the text after F2 | 12          | F2 Home 9 End 8 Tab          | 1 2  | 9128
    Backspace in F2 takes the last digit   | 12          | F2 Backspace Tab             | 1 2  | 1
    Esc gives back what was there          | 12          | 7 Escape                     | 1 1  | 12
    Esc after F2 too                       | 12          | F2 3 Escape                  | 1 1  | 12
    Esc in an empty cell leaves it empty   | .           | 7 Escape                     | 1 1  | .
    Delete means blank                     | 12 3        | Delete                       | 1 1  | . 3
    Backspace on a cell too                | 12 3        | Backspace                    | 1 1  | . 3
    Delete blanks a block                  | 1 2/3 4     | Shift+Right Shift+Down Delete | 2 2  | .
    0 is a number                          | .           | 0 Tab                        | 1 2  | 0
    Home goes to the first column          | .           | Right Right Home             | 1 1  | .
    End goes to the last                   | .           | End                          | 1 7  | .
    Ctrl+Home goes to the first cell       | .           | Down Down Right Ctrl+Home    | 1 1  | .
    Ctrl+End goes to the last cell         | .           | Ctrl+End                     | 25 7 | .
    Ctrl+Down goes over blanks to a number | ././5       | Ctrl+Down                    | 3 1  | ././5
    Ctrl+Down goes to the end of a run     | 1/2/3       | Ctrl+Down                    | 3 1  | 1/2/3
    Ctrl+Right ends at the edge            | .           | Ctrl+Right                   | 1 7  | .
    Ctrl+Up goes back                      | 1/2/3       | Ctrl+Down Ctrl+Up            | 1 1  | 1/2/3
    Ctrl+Left goes back                    | 1 2 3       | Right Right Ctrl+Left        | 1 1  | 1 2 3
    Ctrl+Shift+Down selects a run          | 1 9/2 9/3 9 | Ctrl+Shift+Down Delete       | 3 1  | . 9/. 9/. 9
    Ctrl+Shift extends in two directions   | 1 2 3/4 5 6/7 8 9 | Ctrl+Shift+Down Shift+Right Delete | 3 2  | . . 3/. . 6/. . 9
    Ctrl+D takes the cell above            | 5/.         | Down Ctrl+D                  | 2 1  | 5/5
    Ctrl+D fills a block from its first row | 5 6/./.     | Shift+Right Shift+Down Shift+Down Ctrl+D | 3 2  | 5 6/5 6/5 6
    Ctrl+D of a blank blanks               | ./5         | Down Ctrl+D                  | 2 1  | .
    Ctrl+D in the first row does nothing   | 5           | Ctrl+D                       | 1 1  | 5
    Ctrl+R takes the cell to the left      | 5           | Right Ctrl+R                 | 1 2  | 5 5
    Ctrl+R fills a block                   | 5/6         | Shift+Down Shift+Right Shift+Right Ctrl+R | 2 3  | 5 5 5/6 6 6
    Ctrl+C and Ctrl+V carry a number       | 12          | Ctrl+C Down Ctrl+V           | 2 1  | 12/12
    Ctrl+V of one number fills a selection | 12          | Ctrl+C Down Shift+Right Ctrl+V | 2 2  | 12/12 12
    Ctrl+X takes it away                   | 12          | Ctrl+X Down Ctrl+V           | 2 1  | ./12
    Ctrl+Z takes back one act              | 1 2         | Shift+Right Delete Ctrl+Z    | 1 1  | 1 2
    Ctrl+Z after a cell takes all its digits | .           | 123 Tab Ctrl+Z               | 1 1  | .
    Ctrl+Y does it again                   | .           | 123 Tab Ctrl+Z Ctrl+Y        | 1 1  | 123
    Ctrl+Shift+Z too                       | .           | 123 Tab Ctrl+Z Ctrl+Shift+Z  | 1 1  | 123
    Ctrl+Z takes back a cut and the paste apart | 12          | Ctrl+X Down Ctrl+V Ctrl+Z    | 2 1  | .
    Ctrl+A and Delete blank everything     | 1 2/3 4     | Ctrl+A Delete                | 1 1  | .
    Ctrl+Enter fills the selection         | ./.         | Shift+Down Shift+Right 8 Ctrl+Return | 2 2  | 8 8/8 8
    in a selection Enter stays inside      | ./.         | Shift+Right 1 Return 2 Return | 1 2  | 2 1
    and Tab goes through it row by row     | ./.         | Shift+Down 1 Tab 2 Tab       | 2 1  | 2/1
    F7 declares a selected block 0         | 5 ./.       | Shift+Right Shift+Down F7    | 2 2  | 5 0/0 0
"""


def parsed() -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in HABITS.strip().splitlines()]


def cells(drawing: str) -> dict[str, str]:
    return {
        f"requests/{row}/{column}": text
        for row, line in zip(ROWS, drawing.split("/"), strict=False)
        for column, text in zip(COLUMNS, line.split(), strict=False)
        if text != "."
    }


def type_keys(keys: str) -> None:
    for token in keys.split():
        *modifiers, key = token.split("+")
        with_ = NONE
        for modifier in modifiers:
            with_ |= _MODIFIERS[modifier]
        press(_KEYS.get(key) or (getattr(Qt.Key, f"Key_{key}") if modifiers else key), with_=with_)


def test_there_are_more_than_thirty() -> None:
    assert len(parsed()) >= 30


@pytest.mark.parametrize(("what", "before", "keys", "hand", "after"), parsed(), ids=[line[0] for line in parsed()])
def test_a_habit_from_excel(table_three: MainWindow, what: str, before: str, keys: str, hand: str, after: str) -> None:
    document = table_three.document
    filled = {key: entry("count", text) for key, text in cells(before).items()}
    document.replace(Report("2021").with_changes(filled), None)
    QGuiApplication.clipboard().clear()
    table_three.go_to("requests/new_received/natural_person")
    press()
    type_keys(keys)
    page = table_three.stack.currentWidget()
    assert isinstance(page, TablePage)
    row, column = (int(part) - 1 for part in hand.split())
    assert page.view.place_in_hand == (row, column)
    assert {key: document.text(key) for key in document.report.cells} == cells(after)


def test_enter_goes_right_if_the_clerk_wants_it(table_three: MainWindow) -> None:
    action = next(
        action
        for menu in table_three.menuBar().actions()
        for action in menu.menu().actions()  # type: ignore[union-attr]
        if action.text().startswith("回车键向右走")
    )
    action.trigger()
    type_keys("1 Return 2 Return 3 Shift+Return")
    page = table_three.stack.currentWidget()
    assert isinstance(page, TablePage)
    assert page.view.place_in_hand == (0, 1)
    assert {key: table_three.document.text(key) for key in table_three.document.report.cells} == cells("1 2 3")
    assert table_three.settings.enter_goes_right

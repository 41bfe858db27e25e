"""The manual in a window of its own: the list of pages on the left, the page in hand on the right."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QPushButton, QTextEdit, QVBoxLayout, QWidget

from core.form import Form
from core.help_pages import HelpPage, help_pages, pictures
from gui.labels import PlainLabel, open_at

_MARGIN = 16  # pixels around the text
_NARROWEST = 300  # pixels of a picture


class _Page(QTextEdit):
    """Shows a page of our own; a link leads to another page, never out of the program."""

    def __init__(self, manual: "Manual") -> None:
        super().__init__()
        self._manual = manual
        self._page: HelpPage | None = None
        self._shown: QTextDocument | None = None
        self.setReadOnly(True)
        self.setAccessibleName("帮助内容")
        self.viewport().setMouseTracking(True)

    def show_page(self, page: HelpPage) -> None:
        """Show a page from its top, its pictures as wide as there is room."""
        self._page = page
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setMarkdown(page.text)  # drops what was added to the document before
        document.setDocumentMargin(_MARGIN)
        room = max(_NARROWEST, self.viewport().width() - 3 * _MARGIN)
        for name, path in pictures(page).items():
            picture = QImage(str(path))
            if picture.width() > room:
                picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
        before, self._shown = self._shown, document
        self.setDocument(document)
        if before:
            before.deleteLater()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page and pictures(self._page) and event.size().width() != event.oldSize().width():
            place = self.verticalScrollBar().value()
            self.show_page(self._page)  # the pictures are laid out anew
            self.verticalScrollBar().setValue(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        linked = bool(self.anchorAt(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if linked else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if link := self.anchorAt(event.position().toPoint()):
            self._manual.open_page(link.removesuffix(".md"))


class Manual(QDialog):
    """帮助: stays open beside the main window."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self._pages = help_pages(form)
        self._been: list[str] = []
        self.search = QLineEdit()
        self.search.setProperty("role", "field")
        self.search.setPlaceholderText("在帮助里找（Ctrl+F）")
        self.search.setAccessibleName("在帮助里找")
        self.told = PlainLabel("", "hint")
        self.back = QPushButton("← 返回（Alt+←）")
        self.back.setProperty("role", "small")
        self.back.setEnabled(False)
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.go_back)
        self.list = QListWidget()
        self.list.setAccessibleName("帮助目录")
        self.list.addItems([page.title for page in self._pages.values()])
        self.page = _Page(self)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.told)
        left.addWidget(self.list, 1)
        left.addWidget(self.back)
        across = QHBoxLayout(self)
        across.addLayout(left, 1)
        across.addWidget(self.page, 4)
        open_at(self, 960, 620)
        self.list.currentRowChanged.connect(self._show)
        self.search.returnPressed.connect(self._find)

    def open_page(self, name: str) -> None:
        """Bring a page into sight, the first if there's none of that name."""
        names = list(self._pages)
        row = names.index(name) if name in names else 0
        if self.list.currentRow() == row:
            self._show(row)
        self.list.setCurrentRow(row)
        self.page.setFocus()

    def go_back(self) -> None:
        """Go back to the page before."""
        if len(self._been) > 1:
            self._been.pop()
            self.open_page(self._been.pop())

    def _show(self, row: int) -> None:
        if row >= 0:
            name = list(self._pages)[row]
            if self._been[-1:] != [name]:
                self._been.append(name)
            self.back.setEnabled(len(self._been) > 1)
            self.page.show_page(self._pages[name])

    def _find(self) -> None:
        """Go on to the next place, on this page or another one."""
        wanted = self.search.text().strip()
        self.told.setText("")
        if not wanted or self.page.find(wanted):
            return
        pages, here = list(self._pages.values()), self.list.currentRow()
        for step in range(1, len(pages) + 1):
            row = (here + step) % len(pages)
            shown = QTextDocument()
            shown.setMarkdown(pages[row].text)
            if wanted in shown.toPlainText():
                self.list.setCurrentRow(row)
                self._show(row)
                self.page.find(wanted)
                return
        self.told.setText("没有找到")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus()
            self.search.selectAll()
        elif event.matches(QKeySequence.StandardKey.Back):
            self.go_back()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # Enter in the search is no "OK"
            super().keyPressEvent(event)

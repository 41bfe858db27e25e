"""The manual in a window of its own: the list of pages on the left, the page in hand on the right."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QMouseEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QTextEdit, QVBoxLayout, QWidget

from core.form import Form
from core.help_pages import HelpPage, help_pages, pictures


class _Page(QTextEdit):
    """Shows a page of our own; a link leads to another page, never out of the program."""

    def __init__(self, manual: "Manual") -> None:
        super().__init__()
        self._manual = manual
        self.setReadOnly(True)
        self.setAccessibleName("帮助内容")
        self.viewport().setMouseTracking(True)

    def show_page(self, page: HelpPage) -> None:
        """Show a page from its top."""
        self.clear()
        for name, path in pictures(page).items():
            picture = QImage(str(path))
            room = max(300, self.viewport().width() - 40)
            if picture.width() > room:
                picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
        self.setMarkdown(page.text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

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
        self.search = QLineEdit()
        self.search.setPlaceholderText("在帮助里找")
        self.search.setAccessibleName("在帮助里找")
        self.list = QListWidget()
        self.list.setAccessibleName("帮助目录")
        self.list.addItems([page.title for page in self._pages.values()])
        self.page = _Page(self)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        across = QHBoxLayout(self)
        across.addLayout(left, 1)
        across.addWidget(self.page, 4)
        self.resize(960, 620)
        self.list.currentRowChanged.connect(self._show)
        self.search.returnPressed.connect(self._find)

    def open_page(self, name: str) -> None:
        """Bring a page into sight, the first if there's none of that name."""
        names = list(self._pages)
        row = names.index(name) if name in names else 0
        if self.list.currentRow() == row:
            self._show(row)
        self.list.setCurrentRow(row)

    def _show(self, row: int) -> None:
        if row >= 0:
            self.page.show_page(list(self._pages.values())[row])

    def _find(self) -> None:
        """Go on to the next place, on this page or another one."""
        wanted = self.search.text().strip()
        if not wanted or self.page.find(wanted):
            return
        pages, here = list(self._pages.values()), self.list.currentRow()
        for step in range(1, len(pages) + 1):
            row = (here + step) % len(pages)
            if wanted in pages[row].text:
                self.list.setCurrentRow(row)
                self._show(row)
                self.page.find(wanted)
                return

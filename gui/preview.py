"""The pages beside the form: the ones that are printed, following what is in hand; a click on a figure goes there."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.pages import Sheets, Spot
from core.paper import paper
from gui import style
from gui.aside import Later
from gui.document import Document
from gui.exporting import Exporting
from gui.labels import PlainLabel, open_at

WIDTH, HEIGHT = 595.3, 841.9  # points of a page
_NARROWEST, _WIDEST = 330, 560  # pixels that the dock begins with
_BESIDE = 1000  # pixels across the screen from which the form has room beside the pages
_GAP = 12  # pixels between pages
_PAUSE = 60  # milliseconds after the last change before the pages are made anew
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)  # of 96 dots per inch


class _Area(QScrollArea):
    """Says when there is more or less room for the pages."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class Preview(QDockWidget):
    """A dock with the pages of the open report; `chosen` is the key of what was clicked on."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, document: Document, exporting: Exporting, window: QMainWindow) -> None:
        super().__init__("预览", window)
        self.setObjectName("preview")
        self._document = document
        self._exporting = exporting
        self._zoom = 0.0  # 0: as wide as the panel
        self._key = ""
        self._must_follow = True  # what is in hand has to be brought into sight once the pages are there
        self._later = Later(self)
        self._later.came.connect(self._show)
        self._later.failed.connect(self._tell)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.canvas = Canvas()
        self.canvas.chosen.connect(self.chosen)
        self.canvas.zoom_wanted.connect(self.zoom_by)
        self.area = _Area()
        self.area.resized.connect(self._on_resized)
        self.area.setWidget(self.canvas)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidgetResizable(False)
        self.area.verticalScrollBar().valueChanged.connect(self._show_page)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("预览")
        self._place = PlainLabel("正在排版……", "hint")
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._build_bar())
        layout.addWidget(self.area, 1)
        self.setWidget(inside)
        self._take_place(window)
        document.changed.connect(self._on_changed)
        document.replaced.connect(self._on_changed)
        exporting.look_changed.connect(self._on_changed)

    def _take_place(self, window: QMainWindow) -> None:
        """Beside the form; where the screen has no room for both, above it, at the right."""
        width = min(max(window.width() * 27 // 100, _NARROWEST), _WIDEST)
        room = window.screen().availableGeometry()
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        if max(room.width(), window.width()) < _BESIDE:
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # typing goes on where it was
            self.setFloating(True)
            open_at(self, width, room.height())
            self.move(room.right() - self.width() - _GAP, room.top())
        else:
            window.resizeDocks([self], [width], Qt.Orientation.Horizontal)

    def _build_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        for text, told, act in (
            ("－", "缩小（Ctrl+滚轮）", lambda: self.zoom_by(-1)),
            ("＋", "放大（Ctrl+滚轮）", lambda: self.zoom_by(1)),
            ("页宽", "和这一栏一样宽", self.fit_width),
            ("打印…", "印出来就是这里看到的（Ctrl+P）", self._exporting.print),
        ):
            button = QPushButton(text)
            button.setProperty("role", "small")
            button.setToolTip(told)
            button.setAccessibleName(told)
            button.clicked.connect(lambda _=False, act=act: act())
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self._place)
        return bar

    # ------------------------------------------------------------ what is shown

    @property
    def scale(self) -> float:
        """Pixels of the screen to a point of the page."""
        if self._zoom:
            return self._zoom * 96 / 72
        room = self.area.viewport().width() - 2 * _GAP
        return max(room, 100) / WIDTH

    def refresh(self) -> None:
        """Make the pages anew, beside the window's thread."""
        form, report = self._document.form, self._document.report
        pages = self._exporting.pages
        dots = 72 * self.scale * self.devicePixelRatioF()

        def make() -> tuple[Sheets, list[QImage]]:
            sheets = pages.sheets(paper(form, report), dots)
            return sheets, [QImage.fromData(image) for image in sheets.images]

        self._later.ask(make)

    def _show(self, made: tuple[Sheets, list[QImage]]) -> None:
        if not self.isVisible():
            return
        sheets, images = made
        self.canvas.show_pages(sheets.spots, images, self.scale, self._key)
        if self._must_follow:
            self.follow(self._key)
        self._show_page()

    def _tell(self, problem: BaseException) -> None:
        self._place.setText(f"预览没有做出来（{type(problem).__name__}）")

    def follow(self, key: str) -> None:
        """Mark what is in hand on the page and bring it into sight."""
        self._key = key
        place = self.canvas.mark(key)
        self._must_follow = place is None or not self.isVisible()
        if place and not self._must_follow:
            self.area.ensureVisible(place.center().x(), place.center().y(), place.width() // 2 + 40, 120)

    def zoom_by(self, steps: int) -> None:
        """Show the pages larger or smaller."""
        now = self.scale * 72 / 96
        larger = [zoom for zoom in _ZOOMS if zoom > now * 1.02]
        smaller = [zoom for zoom in _ZOOMS if zoom < now * 0.98]
        self._zoom = (larger[:1] or [_ZOOMS[-1]])[0] if steps > 0 else (smaller[-1:] or [_ZOOMS[0]])[0]
        self._rescale()

    def fit_width(self) -> None:
        """Show the pages as wide as the panel."""
        self._zoom = 0.0
        self._rescale()

    def _rescale(self) -> None:
        self.canvas.rescale(self.scale)
        self._pause.start()
        self._must_follow = True

    def _show_page(self) -> None:
        count = len(self.canvas.images)
        here = self.canvas.page_at(self.area.verticalScrollBar().value() + self.area.viewport().height() // 3)
        self._place.setText(f"第 {here} 页，共 {count} 页" if count else "正在排版……")

    def _on_changed(self) -> None:
        if self.isVisible():
            self._pause.start()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._pause.start(0)
        elif event.type() == QEvent.Type.Hide:
            self._pause.stop()
        return super().event(event)

    def _on_resized(self) -> None:
        if not self._zoom:
            self._rescale()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def leave(self) -> None:
        """Wait for what is being made; nothing is shown any more."""
        self._later.stop()


class Canvas(QWidget):
    """All pages, one below the other, painted from their images."""

    chosen = Signal(str)
    zoom_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.images: list[QImage] = []
        self._spots: tuple[Spot, ...] = ()
        self._scale = 1.0
        self._marked: list[Spot] = []
        self.setMouseTracking(True)

    def show_pages(self, spots: tuple[Spot, ...], images: list[QImage], scale: float, key: str) -> None:
        """Show these pages; what is in hand stays marked."""
        self.images, self._spots = images, spots
        self.mark(key)
        self.rescale(scale)

    def rescale(self, scale: float) -> None:
        """Show the pages at another size; until finer images come, the present ones are stretched."""
        self._scale = scale
        count = max(len(self.images), 1)
        self.resize(round(WIDTH * scale) + 2 * _GAP, round((HEIGHT * scale + _GAP) * count) + _GAP)
        self.update()

    def mark(self, key: str) -> QRect | None:
        """Mark what belongs to a key; returns where its first place is."""
        self._marked = [spot for spot in self._spots if spot.key == key] if key else []
        self.update()
        return self._rect(self._marked[0]).toAlignedRect() if self._marked else None

    def place_of(self, key: str) -> QRect | None:
        """Where something stands on the canvas."""
        return next((self._rect(spot).toAlignedRect() for spot in self._spots if spot.key == key), None)

    def page_at(self, y: int) -> int:
        """The number of the page at a height, from 1."""
        return min(int(y / (HEIGHT * self._scale + _GAP)) + 1, max(len(self.images), 1))

    def _sheet(self, page: int) -> QRectF:
        top = _GAP + (page - 1) * (HEIGHT * self._scale + _GAP)
        return QRectF(_GAP, top, WIDTH * self._scale, HEIGHT * self._scale)

    def _rect(self, spot: Spot) -> QRectF:
        sheet = self._sheet(spot.page)
        corner = sheet.topLeft() + QPointF(spot.left, spot.top) * self._scale
        rect = QRectF(corner, QPointF(sheet.left() + spot.right * self._scale, sheet.top() + spot.bottom * self._scale))
        return rect.intersected(sheet)

    def _spot_at(self, at: QPointF) -> Spot | None:
        page = self.page_at(int(at.y() - _GAP))
        inside = (at - self._sheet(page).topLeft()) / self._scale
        return next((spot for spot in self._spots if spot.holds(page, inside.x(), inside.y())), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(style.colours().desk))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, image in enumerate(self.images, 1):
            sheet = self._sheet(page)
            if sheet.intersects(QRectF(event.rect())):
                painter.drawImage(sheet, image)
                painter.setPen(QPen(QColor(style.colours().line)))
                painter.drawRect(sheet)
        painter.setPen(QPen(QColor(style.colours().accent), 2))
        for spot in self._marked:
            painter.drawRect(self._rect(spot))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._spot_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (spot := self._spot_at(event.position())) and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(spot.key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

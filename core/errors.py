"""What went wrong, said to the clerk."""


class UserError(Exception):
    """A failure told in Chinese: what happened, what is safe, what to do.

    Every error that leaves `core` on purpose is one of these; its text is fit for a dialog as it stands.
    """

    def __init__(self, happened: str, *, safe: str = "", do: str = "") -> None:
        super().__init__(happened)
        self.happened = happened
        self.safe = safe
        self.do = do

    def __str__(self) -> str:
        return "".join(f"{part}。" for part in (self.happened, self.safe, self.do) if part)


class FormError(UserError):
    """The edition file is broken: it can't be read, or contradicts itself."""


class DraftError(UserError):
    """A draft or data file can't be read as a report."""


class SaveFailed(UserError):  # noqa: N818 - the name SAFETY gives it
    """A file was not written; what stood at its path before still stands there whole.

    `kind` is one of "denied", "full", "busy", "missing", "unsure", "failed".
    """

    def __init__(
        self, kind: str, happened: str, *, safe: str = "原来的文件没有改动，填写的内容仍在窗口里", do: str
    ) -> None:
        super().__init__(happened, safe=safe, do=do)
        self.kind = kind


class ReadError(UserError):
    """A file from elsewhere (a report in Word, a web page, a template) can't be read."""

"""The window: Qt only; no rule of the form lives here."""

APP_NAME = "年报填报"
EXPORTED_IS_NOT_SENT = "已导出 ≠ 已报送、已公开"

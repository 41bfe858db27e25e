"""Tables from elsewhere -> what they say, found by label, never by place."""

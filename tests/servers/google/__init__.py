"""A Google Calendar in this process, for the real client to talk to."""

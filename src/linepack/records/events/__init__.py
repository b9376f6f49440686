"""What happened or is to happen: visits, meetings, signings, ceremonies, starts and stops."""

from linepack.records.events.find import find_events

__all__ = ["find_events"]

"""Dates: the days a text names, their weekdays, and days that do not exist."""

"""The one gate for pictures: whatever a report names becomes an `Image` that every writer can use.

Each kind has its module; `read/resources.py` is the only caller that knows files.
"""

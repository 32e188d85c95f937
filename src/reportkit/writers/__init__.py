"""Writers: each turns a resolved report into the bytes of one format."""

"""Writers: each turns a publication into the bytes of one format."""

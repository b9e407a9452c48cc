"""What sort of page a document is: an article, or something else that must not be coded as one."""

"""Worker processes: from landed documents to shards of rows."""

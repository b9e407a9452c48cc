"""Markdown as it renders, with its front matter."""

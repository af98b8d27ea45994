"""briefpress: Markdown and YAML in, a policy brief in house style out."""

__version__ = "0.1.0"

"""briefpress: Markdown and YAML in, a policy brief in house style out."""

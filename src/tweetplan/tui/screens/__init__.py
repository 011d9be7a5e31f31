"""The modes, one file each, and the dialogs over them; a screen is imported when it is first opened."""

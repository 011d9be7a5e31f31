"""The command line: the same verbs as the screens, headless; one file a group, loaded only when its verb is called."""

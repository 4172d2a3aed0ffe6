"""What each cue of `models/cues.toml` measures, one file each."""

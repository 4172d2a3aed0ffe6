"""The body: segments, joints, foot, strength, passive tissue, and the band it holds. NumPy only."""

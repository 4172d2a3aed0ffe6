"""What people would do instead, as short scripts that draw the same motion; `python -m tests.alternatives` sets them side by side.

Each reads `motion.npz`: `segment_m` (halves, T, segments, 2, 3), the ends of every limb; `radius_m` (segments,);
`band_m` (halves, T, 2, 3), from the hands to the anchor; `com_m` (halves, T, 3); `fps`.
Each writes a clip of both halves beside each other.
"""

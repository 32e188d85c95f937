"""What the author did wrong if a file cannot be read: the slip, in words, and the corrected lines.

libyaml says where its grammar stopped ("did not find expected '-' indicator"), which does not help
an author. So each kind of slip has a function that examines the lines around that place and
proposes what was meant; the first proposal that is confirmed by reading the lines again is
reported. If none is, the finding says what was expected there, without a guess.

Nothing here but `basics` is imported until a file has a slip, or something that looks like one.
"""

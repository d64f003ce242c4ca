### Why a photo was not taken, and what to do about it.

media-error-empty = The file is empty. Please choose the photo again.
media-error-too-large = The photo is larger than 10 MB. Please send a smaller one.
media-error-too-many-pixels = The photo is too large to open: at most 40 megapixels and 12,000 pixels on a side.
media-error-not-a-picture = This file is not a photo that we can read. JPEG, PNG and WebP work.
media-error-heic = HEIC and AVIF photos cannot be read here. Choose JPEG (“Most compatible”) in the camera’s settings, or send a screenshot of the photo.
media-error-animated = Moving pictures are not taken. Please send a still photo.
media-error-truncated = The photo did not arrive whole. Please send it again.
media-error-damaged = The photo’s file is damaged. Please choose another photo, or take it again.

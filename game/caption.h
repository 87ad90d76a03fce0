/* What is being said, to be read: a strip over the picture, or over the keys where a screen has
 * none; a sentence at a time, as it is spoken. */
#ifndef UNGUARD_CAPTION_H
#define UNGUARD_CAPTION_H

#include "cue.h"
#include "draw.h"
#include "screen.h"

/* The piece of text that is being spoken once this share (0..1) of it has been said: a sentence, or
 * as many whole words of one as `letters` hold. */
void caption_piece(const char *text, float share, int letters, char piece[CUE_TEXT_SIZE]);

/* Draws view->caption, if there is one that the screen does not say already. After the screen. */
void caption_draw(struct draw *draw, const struct screen_view *view, enum screen_id screen);

#endif

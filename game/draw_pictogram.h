/* An exercise in two figures: how it begins, and where it goes. From its own keyframes. */
#ifndef UNGUARD_DRAW_PICTOGRAM_H
#define UNGUARD_DRAW_PICTOGRAM_H

#include "draw.h"
#include "plan/exercise.h"

/* Within box of the canvas, both at the same scale, an arrow between them. mirrored: as the person
 * sees themselves. */
void pictogram_draw(struct canvas *canvas, struct rect box, const struct exercise *exercise,
                    enum body_side side, bool mirrored, const struct palette *palette);

#endif

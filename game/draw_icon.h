/* Small signs, each of its own shape, so that no meaning hangs on colour. */
#ifndef UNGUARD_DRAW_ICON_H
#define UNGUARD_DRAW_ICON_H

#include "draw_canvas.h"

enum icon {
    ICON_NONE,
    ICON_BODY,   /* get into position */
    ICON_GO,     /* move out: an arrow up */
    ICON_HOLD,   /* hold: a ring with a dot */
    ICON_BACK,   /* come back: an arrow down */
    ICON_GOOD,   /* a tick */
    ICON_TIP,    /* a correction: a light bulb */
    ICON_NEAR,   /* a limit is near: a triangle */
    ICON_EASE,   /* ease off: a diamond with a downward chevron */
    ICON_STOP,   /* come back gently: a square with two bars */
    ICON_UNSEEN, /* an eye crossed out */
    ICON_NOTICE, /* about the program: a speech bubble */
    ICON_COUNT
};

/* Inside the circle of radius r; color fills it, ink is what stands out from it. */
void icon_draw(struct canvas *canvas, enum icon icon, float x, float y, float r, uint32_t color,
               uint32_t ink);

#endif

/* Where things lie in a frame and how large their type is, from its size alone. */
#ifndef UNGUARD_SCREEN_LAYOUT_H
#define UNGUARD_SCREEN_LAYOUT_H

#include "draw.h"

/* All in pixels. Type that is needed while exercising is never below `least`, a twentieth of the
 * height: readable from 2.5 m. */
struct layout {
    int least;    /* the smallest type: a twentieth of the height, rounded up */
    int body;     /* sentences, where there is room */
    int title;    /* headings */
    int count;    /* the number in the ring */
    float unit;   /* height / 720 */
    float margin; /* around cards */
    float radius; /* of cards' corners */
    struct rect picture;
    struct rect band, band_text;  /* the message below the picture; its words */
    float icon_x, icon_y, icon_r; /* its sign, from the band's top left corner */
    struct rect side;             /* the right-hand column */
    struct rect head, foot;       /* its cards: what is done, and how well */
    struct rect name, pill, set, ring, form, form_bar;
    struct rect meadow; /* where the exercise's flowers stand: their feet */
    struct rect hints;
};

struct layout layout_make(int width, int height);

#endif

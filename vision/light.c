#include "vision/light.h"

#include <math.h>
#include <stdlib.h>

/* A cell's mean is of at most this many pixels a side: noise is gone, and it costs no time. */
#define SAMPLES 8

/* Where nine tenths of the picture are below this of 255, faces and clothes are a few grey levels
 * of sensor noise. */
#define DARK_BELOW 26.0f

/* A room, even a white wall with a lamp somewhere, spreads further than FLAT_RANGE, and things in
 * it have edges, in the dark too; a covered lens shows one colour, or one that fades to its rim. */
#define FLAT_RANGE  10.0f
#define COVER_RANGE 40.0f
#define COVER_EDGE  3.0f

enum { CELLS = LIGHT_CELLS * LIGHT_CELLS, STEPS = 2 * LIGHT_CELLS * (LIGHT_CELLS - 1) };

static int compare_float(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Mean of blue, green and red over samples spread evenly in the cell. */
static float cell_mean(const struct image *picture, int row, int column)
{
    int sum = 0;
    for (int i = 0; i < SAMPLES; i++)
        for (int k = 0; k < SAMPLES; k++) {
            int y = (row * SAMPLES + i) * picture->height_px / (LIGHT_CELLS * SAMPLES);
            int x = (column * SAMPLES + k) * picture->width_px / (LIGHT_CELLS * SAMPLES);
            const unsigned char *pixel =
                picture->bgr + (size_t)y * (size_t)picture->stride_bytes + 3 * (size_t)x;
            sum += pixel[0] + pixel[1] + pixel[2];
        }
    return (float)sum / (3 * SAMPLES * SAMPLES);
}

struct light_figures light_measure(const struct image *picture)
{
    float cell[CELLS], step[STEPS];
    int steps = 0;
    for (int row = 0; row < LIGHT_CELLS; row++)
        for (int column = 0; column < LIGHT_CELLS; column++) {
            int at = row * LIGHT_CELLS + column;
            cell[at] = cell_mean(picture, row, column);
            if (column > 0)
                step[steps++] = fabsf(cell[at] - cell[at - 1]);
            if (row > 0)
                step[steps++] = fabsf(cell[at] - cell[at - LIGHT_CELLS]);
        }
    qsort(cell, CELLS, sizeof *cell, compare_float);
    qsort(step, STEPS, sizeof *step, compare_float);
    return (struct light_figures){.bright = cell[CELLS * 9 / 10],
                                  .range = cell[CELLS * 19 / 20] - cell[CELLS / 20],
                                  .edge = step[STEPS * 98 / 100]};
}

enum light light_judge(const struct light_figures *figures)
{
    bool dim = figures->bright < 2 * DARK_BELOW;
    if (figures->edge < COVER_EDGE && figures->range < (dim ? COVER_RANGE : FLAT_RANGE))
        return LIGHT_COVERED;
    return figures->bright < DARK_BELOW ? LIGHT_DARK : LIGHT_GOOD;
}

/* How near tags of a given size are found, how many of them, and how long a picture takes. The
 * tags are drawn at known places, turned and tilted, a little out of focus and noisy. */
#include "bench.h"

#include "../marker_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define WIDTH    1280
#define HEIGHT   720
#define PICTURES 20
#define TILT     0.7f /* radians at most: 40 degrees */
#define NOISE    4    /* of 255 */

struct found {
    int shown, seen;
    float error_px[PICTURES * MARKERS_COUNT];
    double confidence, ms[PICTURES];
};

/* Of the processor: what else the machine does costs nothing here. */
static double thread_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void look_at_picture(struct markers *markers, float side_px, float blur_px,
                            struct drawn_luck *luck, int picture, struct found *found)
{
    struct image image = drawn_room(WIDTH, HEIGHT, luck);
    struct drawn_tag tag[MARKERS_COUNT];
    struct pose pose;
    for (int id = 0; id < MARKERS_COUNT; id++) {
        tag[id] = (struct drawn_tag){.id = id,
                                     .x_px = 160 + 300 * (float)(id % 4) + 60 * drawn_uniform(luck),
                                     .y_px = 180 + 300 * (float)(id / 4) + 60 * drawn_uniform(luck),
                                     .side_px = side_px,
                                     .spin_rad = 6.2832f * drawn_uniform(luck),
                                     .tilt_rad = TILT * drawn_uniform(luck),
                                     .axis_rad = 6.2832f * drawn_uniform(luck)};
        drawn_tag(&tag[id], &image);
    }
    drawn_camera(&image, blur_px, NOISE, luck);
    double start_ms = thread_ms();
    drawn_must(markers_step(markers, &image, picture * 33333, &pose, NULL));
    found->ms[picture] = thread_ms() - start_ms;
    for (int id = 0; id < MARKERS_COUNT; id++) {
        float error_px = drawn_error(&pose, &tag[id], HEIGHT);
        found->shown++;
        if (error_px < 0)
            continue;
        found->error_px[found->seen++] = error_px;
        found->confidence += (double)pose.joint[markers_joint(id)].confidence;
    }
    image_free(&image);
}

static int compare_float(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static void print_row(float side_px, float blur_px, struct found *found)
{
    double square = 0;
    for (int i = 0; i < found->seen; i++)
        square += (double)(found->error_px[i] * found->error_px[i]);
    qsort(found->error_px, (size_t)found->seen, sizeof(float), compare_float);
    printf("%5.0f px  blur %.1f  seen %5.1f %%", (double)side_px, (double)blur_px,
           100.0 * found->seen / found->shown);
    if (found->seen > 0)
        printf("  off by %.2f px rms, 95 %% within %.2f, all within %.2f  confidence %.2f",
               sqrt(square / found->seen), (double)found->error_px[found->seen * 95 / 100],
               (double)found->error_px[found->seen - 1], found->confidence / found->seen);
    printf("  %.1f ms\n", bench_median(found->ms, PICTURES));
}

int bench_markers(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    static const float sides[] = {10, 12, 14, 16, 18, 20, 24, 32, 48, 96}, blurs[] = {0.7f, 1.2f};
    struct error err;
    struct markers *markers = markers_create(&err);
    if (!markers) {
        fprintf(stderr, "unguard-bench markers: %s\n", err.text);
        return 1;
    }
    printf("tags at 1280x720, tilted by up to 40 degrees, noise %d of 255, one thread\n", NOISE);
    cv_use_threads(1);
    for (size_t blur = 0; blur < ARRAY_LENGTH(blurs); blur++)
        for (size_t i = 0; i < ARRAY_LENGTH(sides); i++) {
            struct found found = {0};
            struct drawn_luck luck = {i + 1};
            for (int picture = 0; picture < PICTURES; picture++)
                look_at_picture(markers, sides[i], blurs[blur], &luck, picture, &found);
            print_row(sides[i], blurs[blur], &found);
        }
    markers_free(markers);
    return 0;
}

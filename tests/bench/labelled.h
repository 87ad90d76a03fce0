/* Labelled pictures: a tar or a folder of picture files, and a csv whose header names the joints
 * ("left_hip" as "l_hip_x, l_hip_y, l_hip_visible", pixels of the picture, origin its top left
 * corner), one row a picture by its file name ("image"). */
#ifndef UNGUARD_BENCH_LABELLED_H
#define UNGUARD_BENCH_LABELLED_H

#include "movement/pose.h"
#include "vision/image.h"

struct labelled_joint {
    float x_px, y_px;
    bool known; /* false: not labelled */
};

struct labelled {
    char name[64];
    struct labelled_joint joint[JOINT_COUNT];
    unsigned char *file; /* the picture file's bytes; NULL: none of that name */
    size_t size;
};

struct labelled_set {
    struct labelled *item; /* in the csv's order; the set's own */
    int count;
};

/* Reads both. Fails, naming the file, when one can't be read, has no "image" column, or no joint
 * that is known by name. */
bool labelled_read(const char *images, const char *csv, struct labelled_set *set,
                   struct error *err);
void labelled_free(struct labelled_set *set); /* NULL-safe */

/* The number before the ending of a picture's name: "lspet_00015.jpg" is 15; -1: none. */
long labelled_number(const struct labelled *item);

#endif

/* A pose network in an ONNX file: a square of a picture in, a body out. */
#ifndef UNGUARD_VISION_POSE_NETWORK_H
#define UNGUARD_VISION_POSE_NETWORK_H

#include "movement/pose.h"
#include "vision/cv.h"
#include "vision/roi.h"

/* What a network says about one crop, back in the picture. */
struct body {
    float score;                        /* 0..1: is there a person in the crop */
    float trunk;                        /* 0..1: how surely shoulders and hips are seen */
    struct roi next;                    /* where it would look next; size 0 if it can't tell */
    struct landmark joint[JOINT_COUNT]; /* x, y, z in picture PIXELS here, z from mid-hip; joints
                                           outside the picture or unsure are not seen */
};

/* What a kind of network's answers are worth to whoever looks for a person with it. */
struct network_habits {
    float keep_score, keep_trunk; /* of a body that is followed: below them, the trunk
                                     over a moment, it is lost */
    float find_score, find_trunk; /* of one that is taken up anew */
    int looks;                    /* worth taking from each turn in a search, each where the one
                                     before says the body is */
    int last_looks;               /* more of them at the best */
    int64_t scout_us;  /* between two looks for somebody else: a slow network looks less often */
    bool by_agreement; /* a body counts when looks from several turns end at the same joints; else
                          by score and trunk, which then must be hard to get without a body */
};

struct pose_network_info {
    char name[64];                       /* the file's name without folders */
    char checksum[17];                   /* FNV-1a 64 of the file, 16 hex digits */
    const char *kind;                    /* "blazepose" or "joint_maps"; static */
    int input_px;                        /* side of the input */
    const char *layout;                  /* "NHWC" or "NCHW"; static */
    const struct network_habits *habits; /* static */
};

struct pose_network;

/* Reads layout and size from the file. Fails, naming the file, when it is missing, is no ONNX
 * model, has another interface, or holds what the installed OpenCV can't run. */
struct pose_network *pose_network_load(const char *path, struct error *err);
void pose_network_free(struct pose_network *network); /* NULL-safe */

/* Borrowed; lives as long as the network. */
const struct pose_network_info *pose_network_info(const struct pose_network *network);

/* One forward pass on that square of the picture. */
bool pose_network_run(struct pose_network *network, const struct image *picture,
                      const struct roi *roi, struct body *body, struct error *err);

/* A part of a picture: the box from low to high in the crop coordinates of roi. */
struct body_box {
    struct roi roi;
    struct point low, high;
};

/* The same, with that part of the picture (NULL: none) painted over in the crop's mean colour: to
 * look for somebody beside a body that is known. */
bool pose_network_run_beside(struct pose_network *network, const struct image *picture,
                             const struct roi *roi, const struct body_box *known, struct body *body,
                             struct error *err);

/* The same forward pass on the last crop and nothing around it: the yardstick of a benchmark. */
bool pose_network_run_bare(struct pose_network *network, struct error *err);

#endif

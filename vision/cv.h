/* OpenCV behind C: the only door to it, and the only C++ of the program. Every function that can
 * fail says so by its return value and fills err with one sentence; no exception comes out and
 * OpenCV prints nothing of its own. An object is used by one thread at a time. */
#ifndef UNGUARD_VISION_CV_H
#define UNGUARD_VISION_CV_H

#include "vision/image.h"
#include "vision/roi.h"

#ifdef __cplusplus
extern "C" {
#endif

const char *cv_version(void); /* "4.6.0"; static */

/* Threads that networks and crops may use, process-wide; 0 = as many as there are processors. */
void cv_use_threads(int count);

/* ---- pictures in ---- */

struct cv_capture; /* a camera or a video file */

struct cv_camera_wish {
    int width_px, height_px, fps; /* 0: whatever the camera offers */
};

/* Each fails with a sentence that says what the source is instead, and what to do. */
struct cv_capture *cv_capture_open_camera(int index, struct cv_camera_wish wish, struct error *err);
struct cv_capture *cv_capture_open_video(const char *path, struct error *err);
void cv_capture_close(struct cv_capture *capture); /* NULL-safe */

/* As the source declares it, before rotation; 0 = it doesn't say. */
float cv_capture_fps(struct cv_capture *capture);

/* Waits for the next picture and turns it upright as the file's rotation says. *position_us is the
 * source's own stamp: a file's presentation time, a camera driver's monotonic clock; 0 where there
 * is none. false without err set (err->text empty): no more pictures. */
bool cv_capture_read(struct cv_capture *capture, struct image *into, int64_t *position_us,
                     struct error *err);

bool cv_image_read(const char *path, struct image *into, struct error *err);

/* The same from a file's bytes; name is for messages. */
bool cv_image_decode(const char *name, const void *bytes, size_t size, struct image *into,
                     struct error *err);

/* ---- pictures out ---- */

/* The only functions that write a picture: the demo's screen and the sheet of tags, never a
 * camera's. */
bool cv_image_write_png(const char *path, const struct image *image, struct error *err);

/* The same, and the file says how large it is on paper: a PNG's pHYs, in pixels a metre. */
bool cv_image_write_png_for_print(const char *path, const struct image *image, int px_per_m,
                                  struct error *err);

/* to(x, y) = from(m[0]x + m[1]y + m[2], m[3]x + m[4]y + m[5]) in continuous pixel coordinates
 * (a pixel's centre is at + 0.5), linear in between, black outside. to has its size already. */
bool cv_image_warp(const struct image *from, const double m[6], struct image *to,
                   struct error *err);

/* ---- networks ---- */

enum cv_layout {
    CV_NHWC, /* red, green, blue beside each other, pixel by pixel */
    CV_NCHW  /* one plane after the other */
};

/* What a network's input expects of a pixel: value / 255 in this order. */
struct cv_crop_format {
    enum cv_layout layout;
    int size_px; /* the crop is size_px x size_px */
};

struct cv_cropper; /* working memory of crops; one per thread */
struct cv_cropper *cv_cropper_create(struct error *err);
void cv_cropper_free(struct cv_cropper *cropper); /* NULL-safe */

/* The square roi of the picture, upright, as floats 0..1 (black outside the picture), into
 * 3 x size x size floats of the caller's. */
bool cv_crop(struct cv_cropper *cropper, const struct image *from, const struct roi *roi,
             struct cv_crop_format format, float *into, struct error *err);

struct cv_net; /* an ONNX network */

/* From a file's bytes, which may go away afterwards; name is for messages. */
struct cv_net *cv_net_load(const char *name, const void *bytes, size_t size, struct error *err);
void cv_net_free(struct cv_net *net); /* NULL-safe */

struct cv_net_output {
    const char *name; /* of the network's output */
    float *into;      /* count floats, the caller's */
    size_t count;     /* exactly the output's size */
};

/* One forward pass that computes only the outputs asked for. input: shape dims[0..3]. */
bool cv_net_forward(struct cv_net *net, const float *input, const int dims[4],
                    const struct cv_net_output *outputs, int output_count, struct error *err);

/* ---- printed tags (ArUco, dictionary 5X5_50) ---- */

#define CV_MARKER_IDS                                                                              \
    8 /* only the first ones are looked for: any two differ in 10 cells or more                    \
       */
#define CV_MARKER_CELLS 7 /* cells a side: 5 that tell the number, and a black frame of one */

/* Is the cell white? Row by row from the tag's own top left. id: 0 .. CV_MARKER_IDS - 1. */
bool cv_marker_draw(int id, bool white[CV_MARKER_CELLS * CV_MARKER_CELLS], struct error *err);

struct cv_marker {
    int id;             /* 0 .. CV_MARKER_IDS - 1 */
    float corner[4][2]; /* x, y in picture pixels (a pixel's centre is at + 0.5) of the black frame,
                           clockwise from the tag's own top left */
};

struct cv_marker_finder; /* working memory of the search; one per thread */
struct cv_marker_finder *cv_marker_finder_create(struct error *err);
void cv_marker_finder_free(struct cv_marker_finder *finder); /* NULL-safe */

/* Every tag that can be read in the picture, in no order, the same number perhaps more than once;
 * those that find no room are left out. Finding none is no failure. */
bool cv_marker_find(struct cv_marker_finder *finder, const struct image *picture,
                    struct cv_marker *found, int room, int *count, struct error *err);

#ifdef __cplusplus
}
#endif
#endif

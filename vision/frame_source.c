#include "vision/frame_source.h"

#include "vision/frame_clock.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CAMERA_PREFIX "camera:"
#define CAMERA_MAX    63
#define CAMERA_TRIES  3 /* a camera may drop a frame now and then; three in a row is a loss */

struct frame_source {
    struct cv_capture *capture; /* NULL: pictures are made */
    struct frame_maker maker;
    struct frame_clock clock;
    struct frame_source_info info;
    char name[128];
    struct image first; /* a file's first picture, read ahead by open */
    int64_t first_position_us;
    bool first_waits;
};

/* FFmpeg makes a moving picture of any text; no one means that. */
static bool looks_like_text(const unsigned char *bytes, size_t size)
{
    static const char y4m[] = "YUV4MPEG2"; /* raw video with a line of text in front */
    if (size >= sizeof y4m - 1 && memcmp(bytes, y4m, sizeof y4m - 1) == 0)
        return false;
    for (size_t i = 0; i < size; i++)
        if (bytes[i] < 0x20 && !isspace(bytes[i]))
            return false;
    return true;
}

static bool check_file(const char *path, struct error *err)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return error_set(err,
                         "%s can't be opened: %s; check the name, or use --source camera:0 or "
                         "--source demo",
                         path, strerror(errno));
    if (S_ISDIR(status.st_mode))
        return error_set(err, "%s is a folder; name a video file in it", path);
    if (S_ISCHR(status.st_mode))
        return error_set(err, "%s is a device; name a camera with --source camera:0", path);
    if (!S_ISREG(status.st_mode))
        return error_set(err, "%s is not a file; name a video file", path);
    if (status.st_size == 0)
        return error_set(err, "%s is empty; record or copy the video again", path);
    unsigned char head[4096];
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_set(err, "%s can't be opened: %s; check who may read it", path,
                         strerror(errno));
    size_t size = fread(head, 1, sizeof head, file);
    fclose(file);
    if (looks_like_text(head, size))
        return error_set(err, "%s is text, not a video; name a video file such as an MP4", path);
    return true;
}

static bool open_camera(struct frame_source *source, const char *number, struct cv_camera_wish wish,
                        struct error *err)
{
    char *end;
    errno = 0;
    long index = strtol(number, &end, 10);
    if (!isdigit((unsigned char)number[0]) || *end || errno || index > CAMERA_MAX)
        return error_set(err, "%s is no camera; write camera:0 for the first one, up to camera:%d",
                         source->name, CAMERA_MAX);
    source->info.camera = true;
    source->capture = cv_capture_open_camera((int)index, wish, err);
    return source->capture;
}

static bool open_capture(struct frame_source *source, const char *name, struct cv_camera_wish wish,
                         struct error *err)
{
    const size_t prefix = sizeof CAMERA_PREFIX - 1;
    if (strncmp(name, CAMERA_PREFIX, prefix) == 0)
        return open_camera(source, name + prefix, wish, err);
    if (!check_file(name, err))
        return false;
    source->capture = cv_capture_open_video(name, err);
    return source->capture;
}

static bool read_capture(struct frame_source *source, struct image *into, int64_t *position_us,
                         struct error *err)
{
    int tries = source->info.camera ? CAMERA_TRIES : 1;
    while (tries-- > 0)
        if (cv_capture_read(source->capture, into, position_us, err))
            return true;
    return false;
}

/* Proves that pictures come, and learns their size. A camera's first one is only looked at: by
 * the time someone asks for a picture it is old. */
static bool read_ahead(struct frame_source *source, struct error *err)
{
    struct error why = {{0}};
    if (!read_capture(source, &source->first, &source->first_position_us, &why)) {
        if (why.text[0])
            return error_set(err, "%s: %s", source->name, why.text);
        return error_set(err,
                         source->info.camera
                             ? "%s opens but sends no pictures; unplug it and plug it in again, "
                               "or try another one"
                             : "%s holds no picture that can be read; it is cut short or no "
                               "video; convert it to MP4 (H.264)",
                         source->name);
    }
    source->info.width_px = source->first.width_px;
    source->info.height_px = source->first.height_px;
    source->info.fps = cv_capture_fps(source->capture);
    source->clock = frame_clock_start(source->info.fps);
    source->first_waits = !source->info.camera;
    return true;
}

struct frame_source *frame_source_open(const char *name, struct cv_camera_wish wish,
                                       struct error *err)
{
    struct frame_source *source = calloc(1, sizeof *source);
    if (!source) {
        error_set(err, "no memory for %s; close other programs", name);
        return NULL;
    }
    text_copy(source->name, sizeof source->name, name);
    if (open_capture(source, name, wish, err) && read_ahead(source, err))
        return source;
    frame_source_close(source);
    return NULL;
}

struct frame_source *frame_source_open_maker(const struct frame_maker *maker, struct error *err)
{
    struct frame_source *source = calloc(1, sizeof *source);
    if (!source) {
        error_set(err, "no memory for pictures; close other programs");
        return NULL;
    }
    source->maker = *maker;
    source->info.width_px = maker->width_px;
    source->info.height_px = maker->height_px;
    source->info.fps = maker->fps;
    return source;
}

void frame_source_stop(struct frame_source *source)
{
    if (source && source->maker.stop)
        source->maker.stop(source->maker.self);
}

void frame_source_close(struct frame_source *source)
{
    if (!source)
        return;
    cv_capture_close(source->capture);
    image_free(&source->first);
    free(source);
}

const struct frame_source_info *frame_source_info(const struct frame_source *source)
{
    return &source->info;
}

enum frame_answer frame_source_read(struct frame_source *source, struct image *into, int64_t *t_us,
                                    struct error *err)
{
    int64_t position_us = source->first_position_us;
    struct error why = {{0}};
    if (source->maker.next)
        return source->maker.next(source->maker.self, into, t_us, err);
    if (source->first_waits) {
        source->first_waits = false;
        image_swap(into, &source->first);
    } else if (!read_capture(source, into, &position_us, &why)) {
        if (why.text[0])
            error_set(err, "%s: %s", source->name, why.text);
        else if (source->info.camera)
            error_set(err, "%s sends no more pictures; check its cable and start again",
                      source->name);
        return why.text[0] || source->info.camera ? FRAME_FAILED : FRAME_END;
    }
    *t_us = source->info.camera ? frame_clock_camera(&source->clock, position_us, monotonic_us())
                                : frame_clock_file(&source->clock, position_us);
    return FRAME_GOT;
}

int64_t frame_source_repaired(const struct frame_source *source)
{
    return source->clock.repaired;
}

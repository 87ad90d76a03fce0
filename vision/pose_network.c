#include "vision/pose_network.h"

#include "vision/blazepose.h"
#include "vision/joint_maps.h"
#include "vision/onnx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_MODEL_BYTES  (256L * 1024 * 1024) /* a pose network has a few; more is another file */
#define MAX_INPUT_PX     1024
#define MAX_OUTPUTS_USED 2

struct network_kind;

struct pose_network {
    struct pose_network_info info;
    const struct network_kind *kind;
    struct cv_net *net;
    struct cv_cropper *cropper;
    struct cv_crop_format format;
    int dims[4];
    float *input; /* the last crop */
    struct cv_net_output output[MAX_OUTPUTS_USED];
    char output_name[MAX_OUTPUTS_USED][64];
    float *values[MAX_OUTPUTS_USED];
    int output_count;
};

/* A way of speaking that a network may have: another one is another row of kinds[]. */
struct network_kind {
    const char *name;
    /* Sets the outputs that it needs; false when the outline isn't of this kind. */
    bool (*match)(const struct onnx_outline *outline, struct pose_network *network);
    void (*decode)(const struct pose_network *network, const struct roi *roi, int width_px,
                   int height_px, struct body *body);
    struct network_habits habits;
};

static size_t value_count(const struct onnx_value *value)
{
    size_t count = 1;
    for (int i = 0; i < value->dim_count; i++)
        count *= (size_t)(value->dims[i] > 0 ? value->dims[i] : 1); /* a batch left open is 1 */
    return count;
}

static bool use_output(const struct onnx_outline *outline, size_t count,
                       struct pose_network *network)
{
    for (int i = 0; i < outline->output_count; i++) {
        if (value_count(&outline->output[i]) != count)
            continue;
        int slot = network->output_count++;
        text_copy(network->output_name[slot], sizeof network->output_name[slot],
                  outline->output[i].name);
        network->output[slot].name = network->output_name[slot];
        network->output[slot].count = count;
        return true;
    }
    return false;
}

static bool blazepose_match(const struct onnx_outline *outline, struct pose_network *network)
{
    return use_output(outline, BLAZEPOSE_COUNT, network) && use_output(outline, 1, network);
}

static void blazepose_read(const struct pose_network *network, const struct roi *roi, int width_px,
                           int height_px, struct body *body)
{
    blazepose_decode(network->values[0], network->values[1][0], network->info.input_px, roi,
                     width_px, height_px, body);
}

static int map_side(const struct pose_network *network)
{
    return network->info.input_px / JOINT_MAPS_CELL;
}

static bool joint_maps_match(const struct onnx_outline *outline, struct pose_network *network)
{
    size_t side = (size_t)map_side(network);
    return side % 2 == 0 && side <= JOINT_MAPS_MOST && outline->output_count == 1 &&
           use_output(outline, JOINT_MAPS_COUNT * side * side, network);
}

static void joint_maps_read(const struct pose_network *network, const struct roi *roi, int width_px,
                            int height_px, struct body *body)
{
    joint_maps_decode(network->values[0], map_side(network), roi, width_px, height_px, body);
}

/* BlazePose's score and visibility crowd near 0 and 1, and a wrongly turned crop needs three looks.
 * Our own network's sureness of a joint is the chance that it is right, so a trunk is often at a
 * half; on 191 photographs kept for choosing, two looks from four turns end at the same joints
 * where there is a body, and seldom where there is none (tracker: vision/search.c). */
static const struct network_kind kinds[] = {
    {"blazepose",
     blazepose_match,
     blazepose_read,
     {.keep_score = 0.5f,
      .find_score = 0.6f,
      .find_trunk = 0.6f,
      .looks = 3,
      .last_looks = 2,
      .scout_us = 250000}},
    {"joint_maps",
     joint_maps_match,
     joint_maps_read,
     {.keep_score = 0.5f,
      .keep_trunk = 0.25f,
      .find_score = 0.6f,
      .find_trunk = 0.35f,
      .looks = 2,
      .scout_us = 100000,
      .by_agreement = true}},
};

static bool read_file(const char *path, unsigned char **bytes, size_t *size, struct error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_set(err,
                         "%s: the pose network can't be opened: %s; name a model with "
                         "--tracker FILE.onnx",
                         path, strerror(errno));
    long length = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    bool fits = length > 0 && length <= MAX_MODEL_BYTES;
    *bytes = fits ? malloc((size_t)length) : NULL;
    rewind(file);
    bool read = *bytes && fread(*bytes, 1, (size_t)length, file) == (size_t)length;
    fclose(file);
    if (read) {
        *size = (size_t)length;
        return true;
    }
    free(*bytes);
    *bytes = NULL;
    return error_set(err, "%s is not a pose network: %s; name an .onnx file with --tracker", path,
                     length == 0 ? "the file is empty" : "it can't be read as a file");
}

/* One image input, three channels last or first, square. */
static bool read_input(const char *path, const struct onnx_outline *outline,
                       struct pose_network *network, struct error *err)
{
    const struct onnx_value *input = &outline->input[0];
    const int *dims = input->dims;
    bool shape = outline->input_count == 1 && input->dim_count == 4 && dims[0] <= 1;
    bool last = shape && dims[3] == 3 && dims[1] == dims[2];
    bool first = shape && dims[1] == 3 && dims[2] == dims[3];
    int size = last ? dims[1] : first ? dims[2] : 0;
    if (size < 16 || size > MAX_INPUT_PX)
        return error_set(err,
                         "%s: its input is not one square colour picture of fixed size, so "
                         "it is no pose network that Unguard can run; name a BlazePose model",
                         path);
    network->info.input_px = size;
    network->info.layout = last ? "NHWC" : "NCHW";
    network->format = (struct cv_crop_format){last ? CV_NHWC : CV_NCHW, size};
    memcpy(network->dims, dims, sizeof network->dims);
    network->dims[0] = 1;
    return true;
}

static bool match_kind(const char *path, const struct onnx_outline *outline,
                       struct pose_network *network, struct error *err)
{
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
        network->output_count = 0;
        if (!kinds[i].match(outline, network))
            continue;
        network->kind = &kinds[i];
        network->info.kind = kinds[i].name;
        network->info.habits = &kinds[i].habits;
        return true;
    }
    return error_set(err,
                     "%s: an ONNX model, but its outputs are not those of a BlazePose "
                     "landmark network (%d values and a person score) nor the %d maps of "
                     "Unguard's own; name such a model",
                     path, BLAZEPOSE_COUNT, JOINT_MAPS_COUNT);
}

static bool load_net(const char *path, const struct onnx_outline *outline, const void *bytes,
                     size_t size, struct pose_network *network, struct error *err)
{
    network->net = cv_net_load(path, bytes, size, err);
    if (network->net)
        return true;
    if (outline->clip_inputs > 1)
        error_set(err,
                  "%s: OpenCV %s can't read this model's Clip with %d inputs (mended in 4.7); "
                  "export it with Clip as ReLU6 or one-input Clip, or install OpenCV 4.7",
                  path, cv_version(), outline->clip_inputs);
    return false;
}

static bool allocate(struct pose_network *network, struct error *err)
{
    size_t side = (size_t)network->info.input_px;
    network->input = calloc(3 * side * side, sizeof(float));
    bool all = network->input;
    for (int i = 0; i < network->output_count; i++) {
        network->values[i] = calloc(network->output[i].count, sizeof(float));
        network->output[i].into = network->values[i];
        all = all && network->values[i];
    }
    if (!all)
        return error_set(err, "no memory for the pose network; close other programs");
    network->cropper = cv_cropper_create(err);
    return network->cropper;
}

static void describe(const char *path, const void *bytes, size_t size,
                     struct pose_network_info *info)
{
    const char *slash = strrchr(path, '/');
    text_copy(info->name, sizeof info->name, slash ? slash + 1 : path);
    snprintf(info->checksum, sizeof info->checksum, "%016llx",
             (unsigned long long)hash_bytes(HASH_START, bytes, size));
}

static bool load(const char *path, const void *bytes, size_t size, struct pose_network *network,
                 struct error *err)
{
    struct onnx_outline outline;
    struct error why;
    if (!onnx_read_outline(bytes, size, &outline, &why))
        return error_set(err, "%s: %s", path, why.text);
    describe(path, bytes, size, &network->info);
    if (!read_input(path, &outline, network, err) || !match_kind(path, &outline, network, err) ||
        !load_net(path, &outline, bytes, size, network, err) || !allocate(network, err))
        return false;
    /* The first pass builds what later ones reuse, and proves that the model runs here. */
    if (pose_network_run_bare(network, &why))
        return true;
    return error_set(err, "%s: %s; name another model", path, why.text);
}

struct pose_network *pose_network_load(const char *path, struct error *err)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    if (!read_file(path, &bytes, &size, err))
        return NULL;
    struct pose_network *network = calloc(1, sizeof *network);
    if (!network)
        error_set(err, "no memory for the pose network; close other programs");
    else if (!load(path, bytes, size, network, err)) {
        pose_network_free(network);
        network = NULL;
    }
    free(bytes);
    return network;
}

void pose_network_free(struct pose_network *network)
{
    if (!network)
        return;
    for (int i = 0; i < MAX_OUTPUTS_USED; i++)
        free(network->values[i]);
    free(network->input);
    cv_cropper_free(network->cropper);
    cv_net_free(network->net);
    free(network);
}

const struct pose_network_info *pose_network_info(const struct pose_network *network)
{
    return &network->info;
}

/* Where the input's value of that pixel and colour lies. */
static float *input_value(const struct pose_network *network, int x, int y, int color)
{
    int side = network->info.input_px, pixel = y * side + x;
    bool planes = network->format.layout == CV_NCHW;
    return &network->input[planes ? color * side * side + pixel : 3 * pixel + color];
}

static bool box_holds(const struct body_box *box, struct point picture_px)
{
    struct point at = roi_to_crop(&box->roi, picture_px);
    return at.x >= box->low.x && at.x <= box->high.x && at.y >= box->low.y && at.y <= box->high.y;
}

static void paint_over(struct pose_network *network, const struct roi *roi,
                       const struct body_box *known)
{
    int side = network->info.input_px;
    float mean[3] = {0};
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            for (int color = 0; color < 3; color++)
                mean[color] += *input_value(network, x, y, color) / (float)(side * side);
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            struct point crop = {((float)x + 0.5f) / (float)side, ((float)y + 0.5f) / (float)side};
            if (!box_holds(known, roi_to_picture(roi, crop)))
                continue;
            for (int color = 0; color < 3; color++)
                *input_value(network, x, y, color) = mean[color];
        }
}

bool pose_network_run_beside(struct pose_network *network, const struct image *picture,
                             const struct roi *roi, const struct body_box *known, struct body *body,
                             struct error *err)
{
    if (!cv_crop(network->cropper, picture, roi, network->format, network->input, err))
        return false;
    if (known)
        paint_over(network, roi, known);
    if (!pose_network_run_bare(network, err))
        return false;
    network->kind->decode(network, roi, picture->width_px, picture->height_px, body);
    return true;
}

bool pose_network_run(struct pose_network *network, const struct image *picture,
                      const struct roi *roi, struct body *body, struct error *err)
{
    return pose_network_run_beside(network, picture, roi, NULL, body, err);
}

bool pose_network_run_bare(struct pose_network *network, struct error *err)
{
    return cv_net_forward(network->net, network->input, network->dims, network->output,
                          network->output_count, err);
}

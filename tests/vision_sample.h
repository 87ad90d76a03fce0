/* What the vision tests make for themselves: raw videos, and ONNX networks small enough to be
 * written byte by byte. Each test is a program of its own, so all of it is static inline. */
#ifndef UNGUARD_TESTS_VISION_SAMPLE_H
#define UNGUARD_TESTS_VISION_SAMPLE_H

#include "base.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bytes {
    unsigned char *data;
    size_t size, capacity;
};

static inline void bytes_put(struct bytes *to, const void *data, size_t size)
{
    if (to->size + size > to->capacity) {
        to->capacity = 2 * (to->size + size);
        to->data = realloc(to->data, to->capacity);
        if (!to->data)
            abort();
    }
    if (size)
        memcpy(to->data + to->size, data, size);
    to->size += size;
}

static inline void bytes_free(struct bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct bytes){0};
}

/* A path of its own under /tmp; the caller removes the file. */
static inline void sample_path(char path[64])
{
    snprintf(path, 64, "/tmp/unguard-test-XXXXXX");
    int file = mkstemp(path);
    cr_assert(file >= 0);
    close(file);
}

static inline void sample_write(const char *path, const void *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    cr_assert(file);
    cr_assert(fwrite(data, 1, size, file) == size);
    cr_assert(fclose(file) == 0);
}

/* ---- raw video: grey frames, brightness[i] 0..255 each; a lit one has a pattern, as any room ----
 */

#define SAMPLE_LIT 190 /* brighter than this, and up to 243 */

static inline void sample_video(char path[64], int width, int height, int fps_num, int fps_den,
                                const unsigned char *brightness, int frames)
{
    struct bytes video = {0};
    char head[128];
    snprintf(head, sizeof head, "YUV4MPEG2 W%d H%d F%d:%d Ip A1:1 C420mpeg2\n", width, height,
             fps_num, fps_den);
    bytes_put(&video, head, strlen(head));
    size_t luma = (size_t)(width * height), chroma = luma / 4;
    unsigned char *plane = malloc(luma);
    cr_assert(plane);
    for (int i = 0; i < frames; i++) {
        bytes_put(&video, "FRAME\n", 6);
        memset(plane, brightness[i], luma);
        for (int y = 0; brightness[i] > SAMPLE_LIT && y < height; y++)
            for (int x = 0; x < width; x++)
                plane[y * width + x] =
                    (unsigned char)(brightness[i] + ((x / 8 + y / 8) % 2 ? 12 : -12));
        bytes_put(&video, plane, luma);
        memset(plane, 128, luma);
        bytes_put(&video, plane, chroma);
        bytes_put(&video, plane, chroma);
    }
    free(plane);
    sample_path(path);
    sample_write(path, video.data, video.size);
    bytes_free(&video);
}

/* ---- ONNX, by the field numbers of onnx.proto3 ---- */

static inline void onnx_varint(struct bytes *to, uint64_t value)
{
    do {
        unsigned char byte = (unsigned char)(value & 0x7f);
        value >>= 7;
        byte |= value ? 0x80 : 0;
        bytes_put(to, &byte, 1);
    } while (value);
}

static inline void onnx_int(struct bytes *to, int field, int64_t value)
{
    onnx_varint(to, (uint64_t)field << 3);
    onnx_varint(to, (uint64_t)value);
}

static inline void onnx_data(struct bytes *to, int field, const void *data, size_t size)
{
    onnx_varint(to, (uint64_t)field << 3 | 2);
    onnx_varint(to, size);
    bytes_put(to, data, size);
}

static inline void onnx_text(struct bytes *to, int field, const char *text)
{
    onnx_data(to, field, text, strlen(text));
}

/* Moves part into to as a field. */
static inline void onnx_part(struct bytes *to, int field, struct bytes *part)
{
    onnx_data(to, field, part->data, part->size);
    bytes_free(part);
}

static inline void onnx_node(struct bytes *graph, const char *op, const char *const *input,
                             int inputs, const char *output)
{
    struct bytes node = {0};
    for (int i = 0; i < inputs; i++)
        onnx_text(&node, 1, input[i]);
    onnx_text(&node, 2, output);
    onnx_text(&node, 3, output);
    onnx_text(&node, 4, op);
    if (strcmp(op, "Gemm") == 0) { /* its weights lie row by output; OpenCV 4.6 wants it said */
        struct bytes attribute = {0};
        onnx_text(&attribute, 1, "transB");
        onnx_int(&attribute, 3, 1);
        onnx_int(&attribute, 20, 2);
        onnx_part(&node, 5, &attribute);
    }
    onnx_part(graph, 1, &node);
}

static inline void onnx_tensor(struct bytes *graph, const char *name, const int *dims,
                               int dim_count, const float *values)
{
    struct bytes tensor = {0};
    size_t count = 1;
    for (int i = 0; i < dim_count; i++) {
        onnx_int(&tensor, 1, dims[i]);
        count *= (size_t)dims[i];
    }
    onnx_int(&tensor, 2, 1);
    onnx_text(&tensor, 8, name);
    onnx_data(&tensor, 9, values, count * sizeof *values);
    onnx_part(graph, 5, &tensor);
}

/* field 11: an input; 12: an output. */
static inline void onnx_value_info(struct bytes *graph, int field, const char *name,
                                   const int *dims, int dim_count)
{
    struct bytes shape = {0}, tensor = {0}, type = {0}, value = {0};
    for (int i = 0; i < dim_count; i++) {
        struct bytes dim = {0};
        onnx_int(&dim, 1, dims[i]);
        onnx_part(&shape, 1, &dim);
    }
    onnx_int(&tensor, 1, 1);
    onnx_part(&tensor, 2, &shape);
    onnx_part(&type, 1, &tensor);
    onnx_text(&value, 1, name);
    onnx_part(&value, 2, &type);
    onnx_part(graph, field, &value);
}

/* Wraps the graph up as a model file's bytes; the graph is used up. */
static inline struct bytes onnx_model(struct bytes *graph)
{
    struct bytes model = {0}, opset = {0};
    onnx_int(&model, 1, 7);
    onnx_text(graph, 2, "test");
    onnx_part(&model, 7, graph);
    onnx_int(&opset, 2, 11);
    onnx_part(&model, 8, &opset);
    return model;
}

/* ---- a network with BlazePose's interface that always sees the same upright body ---- */

#define SAMPLE_SIDE   16 /* of its input, pixels */
#define SAMPLE_POINTS 39

struct sample_network {
    bool planes_first;   /* NCHW instead of NHWC */
    bool clip;           /* with the three-input Clip that OpenCV 4.6 rejects */
    int landmark_values; /* 0: as BlazePose; otherwise so many, which is no BlazePose */
};

/* Where the body stands in the crop, in shares of its side: a stick figure whose centre and circle
 * give the very same crop again. */
static inline void sample_point(int point, float *x, float *y)
{
    static const float right_side[][3] = {{11, .08f, .30f}, {13, .14f, .42f}, {15, .15f, .52f},
                                          {23, .05f, .50f}, {25, .06f, .68f}, {27, .06f, .86f},
                                          {29, .06f, .89f}, {31, .10f, .90f}};
    *x = 0.5f;
    *y = point == 34 ? 0.1f : 0.5f;
    for (size_t i = 0; i < ARRAY_LENGTH(right_side); i++) {
        if (point != (int)right_side[i][0] && point != (int)right_side[i][0] + 1)
            continue;
        *x += (point % 2 ? 1 : -1) * right_side[i][1]; /* seen from the front: left at the right */
        *y = right_side[i][2];
    }
}

/* Its person score is the crop's mean brightness 0..1: in the dark there is nobody. */
static inline struct bytes sample_onnx(struct sample_network kind)
{
    enum { INPUTS = SAMPLE_SIDE * SAMPLE_SIDE * 3 };
    int values = kind.landmark_values ? kind.landmark_values : SAMPLE_POINTS * 5;
    struct bytes graph = {0};
    const char *flat_in[] = {"in"}, *clip_in[] = {"in", "low", "high"}, *clipped[] = {"clipped"};
    if (kind.clip)
        onnx_node(&graph, "Clip", clip_in, 3, "clipped");
    onnx_node(&graph, "Flatten", kind.clip ? clipped : flat_in, 1, "flat");
    onnx_node(&graph, "Gemm", (const char *const[]){"flat", "w1", "b1"}, 3, "Identity");
    onnx_node(&graph, "Gemm", (const char *const[]){"flat", "w2", "b2"}, 3, "Identity_1");

    float *weights = calloc((size_t)(INPUTS * values), sizeof *weights);
    float *bias = calloc((size_t)values, sizeof *bias);
    cr_assert(weights && bias);
    for (int point = 0; point * 5 + 4 < values; point++) {
        sample_point(point, &bias[point * 5], &bias[point * 5 + 1]);
        bias[point * 5] *= SAMPLE_SIDE;
        bias[point * 5 + 1] *= SAMPLE_SIDE;
        bias[point * 5 + 2] = -1;                      /* z: a pixel towards the camera */
        bias[point * 5 + 3] = bias[point * 5 + 4] = 3; /* logits: 0.953 */
    }
    onnx_tensor(&graph, "w1", (int[]){values, INPUTS}, 2, weights);
    onnx_tensor(&graph, "b1", (int[]){values}, 1, bias);
    for (int i = 0; i < INPUTS; i++)
        weights[i] = 1.0f / INPUTS;
    onnx_tensor(&graph, "w2", (int[]){1, INPUTS}, 2, weights);
    onnx_tensor(&graph, "b2", (int[]){1}, 1, (float[]){0});
    if (kind.clip) {
        onnx_tensor(&graph, "low", NULL, 0, (float[]){0});
        onnx_tensor(&graph, "high", NULL, 0, (float[]){1});
    }
    free(weights);
    free(bias);

    int last[] = {1, SAMPLE_SIDE, SAMPLE_SIDE, 3}, first[] = {1, 3, SAMPLE_SIDE, SAMPLE_SIDE};
    onnx_value_info(&graph, 11, "in", kind.planes_first ? first : last, 4);
    onnx_value_info(&graph, 12, "Identity", (int[]){1, values}, 2);
    onnx_value_info(&graph, 12, "Identity_1", (int[]){1, 1}, 2);
    return onnx_model(&graph);
}

/* The same in a file, which the caller removes. */
static inline void sample_model(char path[64], struct sample_network kind)
{
    struct bytes model = sample_onnx(kind);
    sample_path(path);
    sample_write(path, model.data, model.size);
    bytes_free(&model);
}

#endif

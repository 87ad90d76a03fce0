/* What an ONNX file says of itself before anything runs it: inputs, outputs and their shapes.
 * OpenCV 4.6 keeps these to itself, and a network of another kind is told apart by them. */
#ifndef UNGUARD_VISION_ONNX_H
#define UNGUARD_VISION_ONNX_H

#include "base.h"

#define ONNX_MAX_VALUES 16
#define ONNX_MAX_DIMS   6

struct onnx_value {
    char name[64];
    int dims[ONNX_MAX_DIMS]; /* 0 = left open by the file */
    int dim_count;
};

/* Inputs without the weights, which old files list among them. */
struct onnx_outline {
    struct onnx_value input[ONNX_MAX_VALUES], output[ONNX_MAX_VALUES];
    int input_count, output_count;
    int clip_inputs; /* the most inputs a Clip node has; 0 without one */
};

/* Reads the outline of a whole file in memory. Fails, without naming the file, when the bytes are
 * no ONNX model or are cut short. */
bool onnx_read_outline(const void *bytes, size_t size, struct onnx_outline *out, struct error *err);

#endif

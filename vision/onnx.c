#include "vision/onnx.h"

#include <string.h>

/* Field numbers of onnx.proto3 (github.com/onnx/onnx, Apache-2.0) and wire types of protobuf. */
enum {
    MODEL_GRAPH = 7,
    GRAPH_NODE = 1,
    GRAPH_INITIALIZER = 5,
    GRAPH_INPUT = 11,
    GRAPH_OUTPUT = 12,
    NODE_INPUT = 1,
    NODE_OP_TYPE = 4,
    TENSOR_NAME = 8,
    VALUE_NAME = 1,
    VALUE_TYPE = 2,
    TYPE_TENSOR = 1,
    TENSOR_SHAPE = 2,
    SHAPE_DIM = 1,
    DIM_VALUE = 1
};
enum { WIRE_VARINT = 0, WIRE_64 = 1, WIRE_BYTES = 2, WIRE_32 = 5 };

struct cursor {
    const unsigned char *at, *end;
    bool broken; /* the bytes don't hold what they announce */
};

struct field {
    int number, wire;
    uint64_t value;      /* of a varint */
    struct cursor bytes; /* of a length-delimited one */
};

/* Always false, so that a reader can `return give_up(cursor)`. */
static bool give_up(struct cursor *cursor)
{
    cursor->broken = true;
    return false;
}

static uint64_t read_varint(struct cursor *cursor)
{
    uint64_t value = 0;
    for (int shift = 0; shift < 64 && cursor->at < cursor->end; shift += 7) {
        unsigned char byte = *cursor->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
    give_up(cursor);
    return 0;
}

static bool skip(struct cursor *cursor, uint64_t size)
{
    if (size > (uint64_t)(cursor->end - cursor->at))
        return give_up(cursor);
    cursor->at += size;
    return true;
}

/* False at the end and when broken. */
static bool next_field(struct cursor *cursor, struct field *field)
{
    if (cursor->broken || cursor->at == cursor->end)
        return false;
    uint64_t key = read_varint(cursor);
    field->number = (int)(key >> 3 & 0x1fffffff);
    field->wire = (int)(key & 7);
    field->value = 0;
    if (cursor->broken || field->number == 0)
        return give_up(cursor);
    if (field->wire == WIRE_VARINT) {
        field->value = read_varint(cursor);
        return !cursor->broken;
    }
    if (field->wire == WIRE_64 || field->wire == WIRE_32)
        return skip(cursor, field->wire == WIRE_64 ? 8 : 4);
    if (field->wire != WIRE_BYTES)
        return give_up(cursor);
    uint64_t size = read_varint(cursor);
    field->bytes = (struct cursor){.at = cursor->at};
    if (cursor->broken || !skip(cursor, size))
        return false;
    field->bytes.end = cursor->at;
    return true;
}

/* The first length-delimited field of that number; empty if there is none. */
static struct cursor find_bytes(struct cursor cursor, int number)
{
    struct field field;
    while (next_field(&cursor, &field))
        if (field.number == number && field.wire == WIRE_BYTES)
            return field.bytes;
    return (struct cursor){.broken = cursor.broken};
}

static void copy_name(char *to, size_t size, struct cursor from)
{
    size_t length = (size_t)(from.end - from.at);
    if (length >= size)
        length = size - 1;
    if (length)
        memcpy(to, from.at, length);
    to[length] = '\0';
}

static int read_dim(struct cursor dim)
{
    struct field field;
    while (next_field(&dim, &field))
        if (field.number == DIM_VALUE && field.wire == WIRE_VARINT && field.value <= 1 << 24)
            return (int)field.value;
    return 0;
}

static void read_value(struct cursor from, struct onnx_value *value)
{
    *value = (struct onnx_value){0};
    copy_name(value->name, sizeof value->name, find_bytes(from, VALUE_NAME));
    struct cursor tensor = find_bytes(find_bytes(from, VALUE_TYPE), TYPE_TENSOR);
    struct cursor shape = find_bytes(tensor, TENSOR_SHAPE);
    struct field field;
    while (next_field(&shape, &field))
        if (field.number == SHAPE_DIM && field.wire == WIRE_BYTES &&
            value->dim_count < ONNX_MAX_DIMS)
            value->dims[value->dim_count++] = read_dim(field.bytes);
}

static void read_node(struct cursor node, struct onnx_outline *out)
{
    struct cursor type = find_bytes(node, NODE_OP_TYPE);
    if (type.end - type.at != 4 || memcmp(type.at, "Clip", 4) != 0)
        return;
    int inputs = 0;
    struct field field;
    while (next_field(&node, &field))
        inputs += field.number == NODE_INPUT;
    if (inputs > out->clip_inputs)
        out->clip_inputs = inputs;
}

static bool is_initializer(struct cursor graph, const char *name)
{
    struct field field;
    while (next_field(&graph, &field)) {
        if (field.number != GRAPH_INITIALIZER || field.wire != WIRE_BYTES)
            continue;
        char tensor[sizeof((struct onnx_value *)0)->name];
        copy_name(tensor, sizeof tensor, find_bytes(field.bytes, TENSOR_NAME));
        if (strcmp(tensor, name) == 0)
            return true;
    }
    return false;
}

/* False when a part of the graph announces more bytes than there are. */
static bool read_graph(struct cursor graph, struct onnx_outline *out)
{
    struct cursor rest = graph;
    struct field field;
    while (next_field(&rest, &field)) {
        if (field.wire != WIRE_BYTES)
            continue;
        if (field.number == GRAPH_NODE)
            read_node(field.bytes, out);
        if (field.number == GRAPH_OUTPUT && out->output_count < ONNX_MAX_VALUES)
            read_value(field.bytes, &out->output[out->output_count++]);
        if (field.number == GRAPH_INPUT && out->input_count < ONNX_MAX_VALUES) {
            struct onnx_value *input = &out->input[out->input_count];
            read_value(field.bytes, input);
            out->input_count += !is_initializer(graph, input->name);
        }
    }
    return !rest.broken;
}

bool onnx_read_outline(const void *bytes, size_t size, struct onnx_outline *out, struct error *err)
{
    *out = (struct onnx_outline){0};
    struct cursor model = {.at = bytes, .end = (const unsigned char *)bytes + size};
    struct field field;
    bool graph = false;
    while (next_field(&model, &field))
        if (field.number == MODEL_GRAPH && field.wire == WIRE_BYTES)
            graph = read_graph(field.bytes, out);
    if (model.broken && graph)
        return error_set(err, "the file is cut short or damaged; fetch it again");
    if (model.broken || !graph)
        return error_set(err, "not an ONNX model, or cut short; fetch it again");
    if (out->input_count == 0 || out->output_count == 0)
        return error_set(err, "an ONNX model without inputs or outputs can't be used");
    return true;
}

/* Networks: what a model file says of itself, how BlazePose's numbers become a body, and one clear
 * sentence for each file that is no such network. */
#include "vision/blazepose.h"
#include "vision/onnx.h"
#include "vision_sample.h"

#include <math.h>
#include <sys/stat.h>

#define SHARED_MODEL UNGUARD_SOURCE_DIR "/../shared/models/pose_landmark_lite.onnx"
#define OTHER_MODEL  UNGUARD_SOURCE_DIR "/../shared/models/feasibility_128.onnx"

static bool exists(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0)
        return true;
    cr_log_warn("skipped: no test data at %s", path);
    return false;
}

/* Loading must fail with a sentence that names the file and says this. */
static void expect_refusal(const char *path, const char *says)
{
    struct error err = {{0}};
    cr_assert_null(pose_network_load(path, &err));
    cr_assert(strstr(err.text, path), "does not name the file: %s", err.text);
    cr_assert(strstr(err.text, says), "does not say '%s': %s", says, err.text);
    cr_assert_null(strchr(err.text, '\n'), "more than one line: %s", err.text);
    cr_assert_lt(strlen(err.text), sizeof err.text - 1, "cut short: %s", err.text);
}

Test(outline, reads_inputs_outputs_and_clip)
{
    struct bytes model = sample_onnx((struct sample_network){.clip = true});
    struct onnx_outline outline;
    cr_assert(onnx_read_outline(model.data, model.size, &outline, NULL));
    cr_assert(outline.input_count == 1 && outline.output_count == 2);
    cr_assert_str_eq(outline.input[0].name, "in");
    cr_assert(outline.input[0].dim_count == 4 && outline.input[0].dims[3] == 3);
    cr_assert_str_eq(outline.output[1].name, "Identity_1");
    cr_assert(outline.output[0].dim_count == 2 && outline.output[0].dims[1] == 195);
    cr_assert_eq(outline.clip_inputs, 3);
    bytes_free(&model);
}

Test(outline, weights_among_the_inputs_are_no_inputs)
{
    struct bytes graph = {0};
    onnx_tensor(&graph, "w", (int[]){1}, 1, (float[]){1});
    onnx_value_info(&graph, 11, "w", (int[]){1}, 1);
    onnx_value_info(&graph, 11, "picture", (int[]){1, 3, 64, 64}, 4);
    onnx_value_info(&graph, 12, "out", (int[]){1}, 1);
    struct bytes model = onnx_model(&graph);
    struct onnx_outline outline;
    cr_assert(onnx_read_outline(model.data, model.size, &outline, NULL));
    cr_assert_eq(outline.input_count, 1);
    cr_assert_str_eq(outline.input[0].name, "picture");
    bytes_free(&model);
}

/* Every cut, and every byte changed, ends in an answer; the sanitizers watch the reads. */
Test(outline, survives_cuts_and_damage)
{
    struct bytes graph = {0};
    onnx_node(&graph, "Clip", (const char *const[]){"a", "b", "c"}, 3, "d");
    onnx_tensor(&graph, "w", (int[]){2}, 1, (float[]){1, 2});
    onnx_value_info(&graph, 11, "in", (int[]){1, 8, 8, 3}, 4);
    onnx_value_info(&graph, 12, "out", (int[]){1, 195}, 2);
    struct bytes model = onnx_model(&graph);
    struct onnx_outline outline;
    struct error err;
    int refused = 0;
    for (size_t size = 0; size < model.size; size++) {
        unsigned char *cut = malloc(size + 1);
        memcpy(cut, model.data, size);
        refused += !onnx_read_outline(cut, size, &outline, &err);
        free(cut);
    }
    /* Only cuts within the trailing operator set leave a whole graph. */
    cr_assert_geq(refused, (int)model.size - 6);
    for (size_t at = 0; at < model.size; at++)
        for (int bit = 0; bit < 8; bit++) {
            model.data[at] ^= (unsigned char)(1 << bit);
            onnx_read_outline(model.data, model.size, &outline, &err);
            model.data[at] ^= (unsigned char)(1 << bit);
        }
    bytes_free(&model);
}

static void fill(float values[BLAZEPOSE_COUNT], float x, float y)
{
    for (int i = 0; i < BLAZEPOSE_POINTS; i++) {
        float *value = values + i * BLAZEPOSE_VALUES;
        value[0] = x;
        value[1] = y;
        value[2] = 0;
        value[3] = value[4] = 4;
    }
}

Test(blazepose, points_land_where_the_turned_crop_says)
{
    float values[BLAZEPOSE_COUNT];
    struct body body;
    const struct roi roi = {300, 200, 256, 1.57079633f}; /* head to the right; a pixel is a pixel */
    fill(values, 128, 128);
    values[25 * BLAZEPOSE_VALUES] = 138;     /* left knee: 10 px to the crop's right */
    values[25 * BLAZEPOSE_VALUES + 1] = 178; /* and 50 px down in it */
    values[25 * BLAZEPOSE_VALUES + 2] = -32; /* 32 px nearer than the hips */
    values[25 * BLAZEPOSE_VALUES + 4] = 0;   /* presence 0.5, visibility 0.98 */
    blazepose_decode(values, 0.9f, 256, &roi, 640, 480, &body);
    const struct landmark *knee = &body.joint[JOINT_LEFT_KNEE];
    cr_assert_float_eq(knee->x, 300 - 50, 1e-2);
    cr_assert_float_eq(knee->y, 200 + 10, 1e-2);
    cr_assert_float_eq(knee->z, -32, 1e-3);
    cr_assert_float_eq(knee->confidence, 0.5f, 1e-5);
    cr_assert_float_eq(body.score, 0.9f, 1e-6);
}

Test(blazepose, never_invents_a_joint)
{
    float values[BLAZEPOSE_COUNT];
    struct body body;
    const struct roi roi = {128, 128, 256, 0};
    fill(values, 100, 100);
    values[11 * BLAZEPOSE_VALUES] = -5;  /* left shoulder outside the picture */
    values[26 * BLAZEPOSE_VALUES] = NAN; /* right knee: no number */
    values[28 * BLAZEPOSE_VALUES + 3] = NAN;
    blazepose_decode(values, NAN, 256, &roi, 256, 256, &body);
    const enum joint unseen[] = {JOINT_HEAD_TOP, JOINT_LEFT_SHOULDER, JOINT_NECK, JOINT_RIGHT_KNEE,
                                 JOINT_RIGHT_ANKLE};
    for (size_t i = 0; i < ARRAY_LENGTH(unseen); i++) {
        const struct landmark *joint = &body.joint[unseen[i]];
        cr_assert(joint->confidence == 0 && joint->x == 0 && joint->y == 0 && joint->z == 0, "%s",
                  "a joint that was not seen has a place");
    }
    cr_assert_gt(body.joint[JOINT_LEFT_HIP].confidence, 0.9f);
    cr_assert(body.score == 0);
}

Test(blazepose, neck_is_the_middle_and_as_sure_as_the_weaker_shoulder)
{
    float values[BLAZEPOSE_COUNT];
    struct body body;
    const struct roi roi = {128, 128, 256, 0};
    fill(values, 100, 100);
    values[12 * BLAZEPOSE_VALUES] = 60;
    values[12 * BLAZEPOSE_VALUES + 1] = 120;
    values[12 * BLAZEPOSE_VALUES + 3] = 0;
    blazepose_decode(values, 1, 256, &roi, 256, 256, &body);
    cr_assert_float_eq(body.joint[JOINT_NECK].x, 80, 1e-3);
    cr_assert_float_eq(body.joint[JOINT_NECK].y, 110, 1e-3);
    cr_assert_float_eq(body.joint[JOINT_NECK].confidence, 0.5f, 1e-5);
}

Test(blazepose, next_look_is_the_circle_through_point_34)
{
    float values[BLAZEPOSE_COUNT];
    struct body body;
    const struct roi roi = {500, 400, 512, 0}; /* a crop pixel is two */
    fill(values, 128, 128);
    values[33 * BLAZEPOSE_VALUES + 1] = 148;
    values[34 * BLAZEPOSE_VALUES] = 68; /* centre (128, 148), rim 60 px to its left */
    values[34 * BLAZEPOSE_VALUES + 1] = 148;
    blazepose_decode(values, 1, 256, &roi, 1000, 800, &body);
    cr_assert_float_eq(body.next.x_px, 500, 1e-2);
    cr_assert_float_eq(body.next.y_px, 440, 1e-2);
    cr_assert_float_eq(body.next.size_px, 2 * 1.25f * 120, 1e-2);
    cr_assert_float_eq(body.next.turn_rad, -1.57079633f, 1e-5);
}

static void run_sample(struct sample_network kind, const char *layout)
{
    char path[64];
    struct error err = {{0}};
    struct image picture = {0};
    struct body body;
    sample_model(path, kind);
    struct pose_network *network = pose_network_load(path, &err);
    cr_assert(network, "%s", err.text);
    cr_assert_str_eq(pose_network_info(network)->layout, layout);
    cr_assert_str_eq(pose_network_info(network)->kind, "blazepose");
    cr_assert_eq(pose_network_info(network)->input_px, SAMPLE_SIDE);
    cr_assert(image_resize(&picture, 200, 100, &err));
    memset(picture.bgr, 204, (size_t)picture.stride_bytes * 100);
    const struct roi roi = {100, 50, 80, 0};
    cr_assert(pose_network_run(network, &picture, &roi, &body, &err), "%s", err.text);
    cr_assert_float_eq(body.score, 0.8f, 0.01);
    cr_assert_float_eq(body.joint[JOINT_LEFT_HIP].x, 100 + 0.05f * 80, 0.05);
    cr_assert_float_eq(body.joint[JOINT_LEFT_HIP].y, 50, 0.05);
    cr_assert_float_eq(body.next.size_px, 80, 0.1);
    image_free(&picture);
    pose_network_free(network);
    remove(path);
}

Test(network, layout_and_size_come_from_the_file)
{
    run_sample((struct sample_network){.planes_first = false}, "NHWC");
    run_sample((struct sample_network){.planes_first = true}, "NCHW");
}

Test(network, checksum_is_of_the_file)
{
    char path[64];
    struct bytes model = sample_onnx((struct sample_network){0});
    char expected[17];
    snprintf(expected, sizeof expected, "%016llx",
             (unsigned long long)hash_bytes(HASH_START, model.data, model.size));
    sample_path(path);
    sample_write(path, model.data, model.size);
    struct pose_network *network = pose_network_load(path, NULL);
    cr_assert(network);
    cr_assert_str_eq(pose_network_info(network)->checksum, expected);
    pose_network_free(network);
    remove(path);
    bytes_free(&model);
}

Test(refusal, missing_empty_folder_garbage)
{
    char path[64];
    expect_refusal("/tmp/no such model.onnx", "No such file");
    expect_refusal("/tmp", "is not a pose network");
    sample_path(path);
    expect_refusal(path, "the file is empty");
    sample_write(path, "not a model at all\n", 19);
    expect_refusal(path, "not an ONNX model");
    remove(path);
}

Test(refusal, model_cut_short)
{
    char path[64];
    struct bytes model = sample_onnx((struct sample_network){0});
    sample_path(path);
    sample_write(path, model.data, model.size / 2);
    expect_refusal(path, "cut short");
    remove(path);
    bytes_free(&model);
}

Test(refusal, another_interface)
{
    char path[64];
    sample_model(path, (struct sample_network){.landmark_values = 99});
    expect_refusal(path, "its outputs are not those of a BlazePose");
    remove(path);
    if (exists(OTHER_MODEL))
        expect_refusal(OTHER_MODEL, "its outputs are not those of a BlazePose");
}

/* OpenCV 4.6 rejects it and we say why; from 4.7 on it simply loads. */
Test(refusal, three_input_clip)
{
    char path[64];
    struct error err = {{0}};
    sample_model(path, (struct sample_network){.clip = true});
    struct pose_network *network = pose_network_load(path, &err);
    int major = 0, minor = 0;
    cr_assert(sscanf(cv_version(), "%d.%d", &major, &minor) == 2);
    if (network)
        cr_assert(major > 4 || minor >= 7);
    else
        expect_refusal(path, "can't read this model's Clip with 3 inputs");
    pose_network_free(network);
    remove(path);
}

/* An operator that no OpenCV has: its own complaint becomes our one sentence. */
Test(refusal, unknown_operator)
{
    char path[64];
    struct bytes graph = {0};
    onnx_node(&graph, "NoSuchThing", (const char *const[]){"in"}, 1, "a");
    onnx_node(&graph, "NoSuchThing", (const char *const[]){"in"}, 1, "b");
    onnx_value_info(&graph, 11, "in", (int[]){1, 64, 64, 3}, 4);
    onnx_value_info(&graph, 12, "a", (int[]){1, 195}, 2);
    onnx_value_info(&graph, 12, "b", (int[]){1, 1}, 2);
    struct bytes model = onnx_model(&graph);
    sample_path(path);
    sample_write(path, model.data, model.size);
    expect_refusal(path, "OpenCV");
    remove(path);
    bytes_free(&model);
}

Test(shared_model, loads_and_says_what_it_is)
{
    if (!exists(SHARED_MODEL))
        return;
    struct error err = {{0}};
    struct pose_network *network = pose_network_load(SHARED_MODEL, &err);
    cr_assert(network, "%s", err.text);
    cr_assert_str_eq(pose_network_info(network)->layout, "NHWC");
    cr_assert_eq(pose_network_info(network)->input_px, 256);
    cr_assert_str_eq(pose_network_info(network)->name, "pose_landmark_lite.onnx");
    pose_network_free(network);
}

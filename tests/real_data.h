/* Readers of the folder of real recordings beside the checkout, for tests and benchmarks only. Each
 * returns how many rows or poses it read, 0 where the file is not there or holds none, and -1 where
 * it is not of the expected form. Poses come in image heights, the person's own left and right. */
#ifndef UNGUARD_TESTS_REAL_DATA_H
#define UNGUARD_TESTS_REAL_DATA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "movement/pose.h"

#define REAL_DATA UNGUARD_SOURCE_DIR "/../shared/data"

static inline FILE *real_open(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return fopen(path, "rb");
}

/* ---- OpenSim motion: opencap_squat ---- */

#define REAL_MOT "opencap_squat/squats1_videoAndMocap.mot"

enum real_angle { /* degrees, as OpenSim counts them; _l columns before _r */
                  REAL_PELVIS_TILT,
                  REAL_PELVIS_LIST,
                  REAL_HIP_FLEXION,
                  REAL_HIP_ADDUCTION = REAL_HIP_FLEXION + 2,
                  REAL_KNEE = REAL_HIP_ADDUCTION + 2,
                  REAL_LUMBAR_EXTENSION = REAL_KNEE + 2,
                  REAL_LUMBAR_BENDING,
                  REAL_ANGLE_COUNT
};

struct real_row {
    double t_s;
    double deg[REAL_ANGLE_COUNT];
};

static const char *const real_angle_names[REAL_ANGLE_COUNT] = {
    "pelvis_tilt",     "pelvis_list",  "hip_flexion_l", "hip_flexion_r",    "hip_adduction_l",
    "hip_adduction_r", "knee_angle_l", "knee_angle_r",  "lumbar_extension", "lumbar_bending"};

static inline int real_read_mot(const char *folder, struct real_row *row, int most)
{
    FILE *file = real_open(folder, REAL_MOT);
    if (!file)
        return 0;
    char line[4096];
    int of_column[64], columns = 0, known = 0, rows = 0;
    while (fgets(line, sizeof line, file) && strncmp(line, "time\t", 5) != 0)
        continue;
    for (char *name = strtok(line, "\t\r\n"); name && columns < 64; name = strtok(NULL, "\t\r\n")) {
        of_column[columns] = -1;
        for (int i = 0; i < REAL_ANGLE_COUNT; i++)
            if (strcmp(name, real_angle_names[i]) == 0) {
                of_column[columns] = i;
                known++;
            }
        columns++;
    }
    bool good = known == REAL_ANGLE_COUNT;
    while (good && rows < most && fgets(line, sizeof line, file)) {
        char *at = line, *end;
        for (int i = 0; i < columns && good; i++, at = end) {
            double value = strtod(at, &end);
            good = end != at;
            if (i == 0)
                row[rows].t_s = value;
            else if (of_column[i] >= 0)
                row[rows].deg[of_column[i]] = value;
        }
        rows += good;
    }
    fclose(file);
    return good ? rows : -1;
}

/* ---- Keraal: one seated lateral stretch by four systems ---- */

#define REAL_KERAAL_ASPECT (16.0f / 9) /* OpenPose's grid is its 656 x 368 input: 16:9 */
#define REAL_KERAAL_HZ     30          /* the Kinect's, 193 rows, one a picture */
#define REAL_VICON_HZ      60          /* ART's cameras, 385 rows of the same 6.4 s */

/* COCO-18 as OpenPose writes it, COCO-17's numbers as AlphaPose does, BlazePose's names. */
static const struct {
    const char *name[3];
    enum joint joint;
} real_keraal_joints[] = {{{"lShoulder", "5", "Left_shoulder"}, JOINT_LEFT_SHOULDER},
                          {{"rShoulder", "6", "Right_shoulder"}, JOINT_RIGHT_SHOULDER},
                          {{"lElbow", "7", "Left_elbow"}, JOINT_LEFT_ELBOW},
                          {{"rElbow", "8", "Right_elbow"}, JOINT_RIGHT_ELBOW},
                          {{"lWrist", "9", "Left_wrist"}, JOINT_LEFT_WRIST},
                          {{"rWrist", "10", "Right_wrist"}, JOINT_RIGHT_WRIST},
                          {{"lHip", "11", "Left_hip"}, JOINT_LEFT_HIP},
                          {{"rHip", "12", "Right_hip"}, JOINT_RIGHT_HIP},
                          {{"lKnee", "13", "Left_knee"}, JOINT_LEFT_KNEE},
                          {{"rKnee", "14", "Right_knee"}, JOINT_RIGHT_KNEE},
                          {{"lAnkle", "15", "Left_ankle"}, JOINT_LEFT_ANKLE},
                          {{"rAnkle", "16", "Right_ankle"}, JOINT_RIGHT_ANKLE}};

static const struct {
    const char *name, *file;
    bool mirrored; /* x from the right, and the sides as such a picture shows them */
} real_trackers[] = {{"OpenPose", "keraal_sample/G3-OP-ELK-P1T1-Unknown-C-0.json", false},
                     {"AlphaPose", "keraal_sample/G3-AP-ELK-P1T1-Unknown-C-0.json", false},
                     {"BlazePose", "keraal_sample/G3-BP-ELK-P1T1-Unknown-C-0.json", true}};

#define REAL_VICON "keraal_sample/G3-Vicon-ELK-P1T1-Unknown-C-0.txt"

static inline void real_keraal_put(struct pose *pose, int tracker, const char *name,
                                   const double *value)
{
    for (size_t i = 0; i < ARRAY_LENGTH(real_keraal_joints); i++)
        if (strcmp(name, real_keraal_joints[i].name[tracker]) == 0) {
            pose->present = true;
            pose->joint[real_keraal_joints[i].joint] = (struct landmark){
                .x = (float)value[0] * REAL_KERAAL_ASPECT, .y = (float)value[1], .confidence = 1};
        }
}

/* {"positions": {frame: {joint: [x, y(, z)]}}}: x in picture widths, y in heights. A frame without
 * joints is a pose that is not present. */
static inline int real_read_tracker(const char *folder, int tracker, struct pose *pose, int most)
{
    FILE *file = real_open(folder, real_trackers[tracker].file);
    if (!file)
        return 0;
    char name[32] = "";
    int depth = 0, count = 0, c;
    bool good = true;
    while (good && count < most && (c = getc(file)) != EOF) {
        if (c == '"') {
            good = fscanf(file, "%31[^\"]", name) == 1 && getc(file) == '"';
        } else if (c == '{' && ++depth == 3) {
            pose[count] = (struct pose){.t_us = ((int64_t)count + 1) * 1000000 / REAL_KERAAL_HZ};
        } else if (c == '[') {
            double value[2];
            good = depth == 3 && fscanf(file, "%lf , %lf", &value[0], &value[1]) == 2;
            if (good)
                real_keraal_put(&pose[count], tracker, name, value);
        } else if (c == '}' && depth-- == 3) {
            if (real_trackers[tracker].mirrored)
                pose[count] = pose_mirror(pose[count], REAL_KERAAL_ASPECT);
            count++;
        }
    }
    fclose(file);
    return good ? count : -1;
}

/* Targets of the Vicon's rows (x, y, z in mm with z up, then a quaternion that is not read). */
enum real_target {
    REAL_CHEST = 4,
    REAL_RIGHT_THIGH = 5,
    REAL_LEFT_THIGH = 6,
    REAL_RIGHT_SHOULDER = 7,
    REAL_LEFT_SHOULDER = 8,
    REAL_HIPS = 13, /* one target on the pelvis, no hip joints */
    REAL_TARGET_COUNT = 17
};

struct real_targets {
    double mm[REAL_TARGET_COUNT][3];
};

static inline int real_read_vicon(const char *folder, struct real_targets *row, int most)
{
    FILE *file = real_open(folder, REAL_VICON);
    if (!file)
        return 0;
    char line[4096];
    int rows = 0;
    bool good = true;
    for (; good && rows < most && fgets(line, sizeof line, file); rows++) {
        char *at = line, *end;
        for (int i = 0; i < 7 * REAL_TARGET_COUNT && good; i++, at = end) {
            double value = strtod(at, &end);
            good = end != at;
            if (i % 7 < 3)
                row[rows].mm[i / 7][i % 7] = value;
        }
    }
    fclose(file);
    return good ? rows : -1;
}

/* ---- BlazePose's landmarks: planks, and the squats of the clip ---- */

#define REAL_PLANKS "hip_line/plank_model__test.csv"

struct real_plank {
    char label; /* C correct, H hips high, L hips low */
    struct pose pose;
};

static inline enum joint real_joint_named(const char *name)
{
    for (int i = 0; i < JOINT_COUNT; i++)
        if (strcmp(name, joint_name((enum joint)i)) == 0)
            return (enum joint)i;
    return strcmp(name, "left_foot_index") == 0    ? JOINT_LEFT_TOE
           : strcmp(name, "right_foot_index") == 0 ? JOINT_RIGHT_TOE
                                                   : JOINT_COUNT;
}

/* Columns <joint>_x, _y, _z, _v after the label, MediaPipe's units: x and z in picture widths, y in
 * heights. The picture's width / height is not in the file: the caller says it. */
static inline int real_read_planks(const char *folder, float aspect, struct real_plank *plank,
                                   int most)
{
    FILE *file = real_open(folder, REAL_PLANKS);
    if (!file)
        return 0;
    char line[8192];
    enum joint of_column[128];
    int columns = 0, count = 0;
    bool good = fgets(line, sizeof line, file) && strncmp(line, "label,", 6) == 0;
    for (char *name = strtok(line, ",\r\n"); good && columns < 128; columns++) {
        name = strtok(NULL, ",\r\n");
        if (!name)
            break;
        name[strlen(name) - 2] = '\0';
        of_column[columns] = real_joint_named(name);
    }
    while (good && count < most && fgets(line, sizeof line, file)) {
        plank[count] = (struct real_plank){.label = line[0], .pose = {.present = true}};
        char *at = strchr(line, ',');
        for (int i = 0; at && i < columns; i++) {
            float value = strtof(at + 1, &at);
            if (of_column[i] == JOINT_COUNT)
                continue;
            struct landmark *landmark = &plank[count].pose.joint[of_column[i]];
            *(i % 4 == 0   ? &landmark->x
              : i % 4 == 1 ? &landmark->y
              : i % 4 == 2 ? &landmark->z
                           : &landmark->confidence) = i % 2 == 0 ? value * aspect : value;
        }
        good = at != NULL;
        count += good;
    }
    fclose(file);
    return good ? count : -1;
}

#define REAL_SQUATS        "pose_squats/pose_squats.full.json"
#define REAL_SQUATS_HZ     5
#define REAL_SQUATS_ASPECT (720.0f / 1280)
#define REAL_SQUATS_HEIGHT 1280.0f

/* 33 points a frame in pixels, no confidence: all are taken as seen. The neck is the middle of the
 * shoulders; the crown is not among them. */
static inline int real_read_squats(const char *folder, struct pose *pose, int most)
{
    static const enum joint of_point[33] = {[11] = JOINT_LEFT_SHOULDER,
                                            JOINT_RIGHT_SHOULDER,
                                            JOINT_LEFT_ELBOW,
                                            JOINT_RIGHT_ELBOW,
                                            JOINT_LEFT_WRIST,
                                            JOINT_RIGHT_WRIST,
                                            [23] = JOINT_LEFT_HIP,
                                            JOINT_RIGHT_HIP,
                                            JOINT_LEFT_KNEE,
                                            JOINT_RIGHT_KNEE,
                                            JOINT_LEFT_ANKLE,
                                            JOINT_RIGHT_ANKLE,
                                            JOINT_LEFT_HEEL,
                                            JOINT_RIGHT_HEEL,
                                            JOINT_LEFT_TOE,
                                            JOINT_RIGHT_TOE};
    FILE *file = real_open(folder, REAL_SQUATS);
    if (!file)
        return 0;
    int count = 0;
    bool good = true;
    for (; good && count < most; count += good) {
        pose[count] =
            (struct pose){.t_us = ((int64_t)count + 1) * 1000000 / REAL_SQUATS_HZ, .present = true};
        for (int point = 0; point < 33 && good; point++) {
            float at[3];
            for (int i = 0; i < 3 && good; i++) {
                fscanf(file, "%*[][, \n\t]");
                good = fscanf(file, "%f", &at[i]) == 1;
            }
            if (good && of_point[point] != JOINT_HEAD_TOP)
                pose[count].joint[of_point[point]] =
                    (struct landmark){at[0] / REAL_SQUATS_HEIGHT, at[1] / REAL_SQUATS_HEIGHT,
                                      at[2] / REAL_SQUATS_HEIGHT, 1};
        }
        struct landmark *joint = pose[count].joint, *neck = &joint[JOINT_NECK];
        neck->x = (joint[JOINT_LEFT_SHOULDER].x + joint[JOINT_RIGHT_SHOULDER].x) / 2;
        neck->y = (joint[JOINT_LEFT_SHOULDER].y + joint[JOINT_RIGHT_SHOULDER].y) / 2;
        neck->confidence = 1;
    }
    good = feof(file) != 0; /* nothing but numbers to the end */
    fclose(file);
    return good ? count : -1;
}

/* ---- for all of them ---- */

#define REAL_MOST     1024 /* rows or poses of the longest recording */
#define REAL_STILL_US 4000000

/* The first pose held still beforehand, for recordings that begin with the movement: where a person
 * stands ready and the quiet reference is taken. Returns the new count; `at` has room for both. */
static inline int real_stand_still(struct pose *at, const struct pose *pose, int count, int hz)
{
    int still = (int)(REAL_STILL_US / 1000000) * hz;
    for (int i = 0; i < still + count; i++) {
        at[i] = i < still ? pose[0] : pose[i - still];
        at[i].t_us =
            i < still ? ((int64_t)i + 1) * 1000000 / hz : pose[i - still].t_us + REAL_STILL_US;
    }
    return still + count;
}

#endif

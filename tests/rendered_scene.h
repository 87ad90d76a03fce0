/* Rooms with people who aren't there, as frames for whatever reads a frame_source: nobody, one,
 * two, somebody who leaves and comes back, in daylight, in the dark, behind a covered lens.
 * Rendered frames test what the program does; they say nothing about how well real people are seen.
 */
#ifndef UNGUARD_RENDERED_SCENE_H
#define UNGUARD_RENDERED_SCENE_H

#include <criterion/criterion.h>

#include "movement/body.h"
#include "vision/frame_source.h"
#include "vision/rendered.h"

enum scene_kind {
    SCENE_EMPTY,
    SCENE_ONE,
    SCENE_TWO,    /* side by side; the second one stands to the right */
    SCENE_LEAVES, /* one, in the first and in the last third of the frames; nobody between */
    SCENE_DARK,   /* one, with 97 % of the light gone */
    SCENE_COVERED /* a hand on the lens: black but for noise */
};

struct rendered_scene {
    enum scene_kind kind;
    enum posture posture; /* of everybody */
    enum view view;
    int frames;          /* then FRAME_END */
    const int64_t *t_us; /* borrowed: a time for each; NULL: 30 a second from 0 */
    struct rendered *rendered;
    int next;
};

/* noise: levels; 0: two pictures of the same are the same. */
static inline struct rendered_scene rendered_scene_open(enum scene_kind kind, enum posture posture,
                                                        enum view view, int frames, float noise)
{
    struct error err = {{0}};
    struct rendered_scene scene = {kind, posture, view, frames, NULL, NULL, 0};
    struct rendered_options options = {
        .width_px = 640, .height_px = 360, .seed = 4, .noise = noise};
    options.light = kind == SCENE_DARK ? 0.97f : kind == SCENE_COVERED ? 1 : 0;
    scene.rendered = rendered_open(&options, &err);
    cr_assert(scene.rendered, "%s", err.text);
    return scene;
}

static inline void rendered_scene_close(struct rendered_scene *scene)
{
    rendered_close(scene->rendered);
    scene->rendered = NULL;
}

/* A calm body of that posture; bend: degrees at the knees (standing) or the hips. shift: image
 * heights to the right of the picture's middle. */
static inline struct pose rendered_scene_pose(enum posture posture, enum view view, float bend,
                                              float shift)
{
    struct body_angles angles = {0};
    struct body_camera camera = body_camera_default(posture, view, 16.0f / 9);
    angles.trunk_inclination = posture == POSTURE_SUPINE      ? -90
                               : posture == POSTURE_QUADRUPED ? 90
                                                              : 0;
    for (int side = 0; side < 2; side++) {
        bool sits = posture == POSTURE_SITTING || posture == POSTURE_QUADRUPED;
        angles.hip_flexion[side] = sits ? 90 : posture == POSTURE_SUPINE ? 45 : bend / 2;
        angles.knee_flexion[side] = sits ? 90 : posture == POSTURE_SUPINE ? 90 : bend;
        if (posture == POSTURE_QUADRUPED)
            angles.shoulder_flexion[side] = 90;
    }
    camera.x += shift;
    struct pose pose = body_pose(&(struct body_shape){0}, &angles, posture, &camera);
    return pose;
}

/* Who is in frame i. Returns their number. */
static inline int rendered_scene_people(const struct rendered_scene *scene, int i,
                                        struct rendered_person people[2])
{
    const bool away =
        scene->kind == SCENE_LEAVES && 3 * i >= scene->frames && 3 * i < 2 * scene->frames;
    int count = scene->kind == SCENE_EMPTY || away ? 0 : scene->kind == SCENE_TWO ? 2 : 1;
    for (int k = 0; k < count; k++) {
        float shift = count == 2 ? -0.4f + 0.8f * (float)k : 0;
        people[k] = (struct rendered_person){
            .pose = rendered_scene_pose(scene->posture, scene->view, 0, shift),
            .posture = scene->posture,
            .view = scene->view};
    }
    return count;
}

/* Frame i as a picture, whenever it is asked for. */
static inline void rendered_scene_frame(const struct rendered_scene *scene, int i, int64_t *t_us,
                                        struct image *into)
{
    struct rendered_person people[2];
    struct error err = {{0}};
    int count = rendered_scene_people(scene, i, people);
    *t_us = scene->t_us ? scene->t_us[i] : i * 1000000LL / 30;
    cr_assert(rendered_draw(scene->rendered, people, count, *t_us, into, &err), "%s", err.text);
}

static inline enum frame_answer rendered_scene_next(void *self, struct image *into, int64_t *t_us,
                                                    struct error *err)
{
    struct rendered_scene *scene = self;
    (void)err;
    if (scene->next >= scene->frames)
        return FRAME_END;
    rendered_scene_frame(scene, scene->next++, t_us, into);
    return FRAME_GOT;
}

/* For frame_source_open_maker or an estimator's configuration; scene outlives it. */
static inline struct frame_maker rendered_scene_maker(struct rendered_scene *scene)
{
    return (struct frame_maker){
        .next = rendered_scene_next, .self = scene, .width_px = 640, .height_px = 360, .fps = 30};
}

#endif

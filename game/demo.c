#include "demo.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#define NOISE 2.0f /* of the pretended sensor, levels of 255: a webcam's in daylight */

/* Bones by their ends. On the way from one posture or view into another the performer's joints go
 * straight to their new places, and its bones change their lengths as no body's do. */
static const enum joint bones[][2] = {
    {JOINT_NECK, JOINT_HEAD_TOP},          {JOINT_LEFT_SHOULDER, JOINT_RIGHT_SHOULDER},
    {JOINT_LEFT_HIP, JOINT_RIGHT_HIP},     {JOINT_LEFT_HIP, JOINT_LEFT_KNEE},
    {JOINT_RIGHT_HIP, JOINT_RIGHT_KNEE},   {JOINT_LEFT_KNEE, JOINT_LEFT_ANKLE},
    {JOINT_RIGHT_KNEE, JOINT_RIGHT_ANKLE},
};
#define BONE_COUNT ARRAY_LENGTH(bones)

/* A bone off its length by this share begins to fade the person, and by that it has. */
#define BEGINS_TO_FADE 0.03f
#define HAS_FADED      0.12f

struct demo {
    struct demo_camera camera;
    struct rendered *rendered; /* the reader's */
    float usual[BONE_COUNT];   /* image heights; main's */
    bool measured;             /* usual is known */
    pthread_mutex_t lock;      /* of all below */
    pthread_cond_t changed;
    struct rendered_person waiting[DEMO_WAITING];
    int start, count;
    bool ended;
};

struct demo_camera demo_camera(bool looked_at)
{
    return looked_at ? (struct demo_camera){960, 540, 30} : (struct demo_camera){640, 360, 15};
}

struct demo *demo_open(struct demo_camera camera, struct error *err)
{
    const struct rendered_options options = {.width_px = camera.width_px,
                                             .height_px = camera.height_px,
                                             .seed = DEMO_LOOK,
                                             .noise = NOISE};
    struct demo *demo = calloc(1, sizeof(*demo));
    if (demo == NULL) {
        error_set(err, "there isn't enough memory for the demo");
        return NULL;
    }
    pthread_mutex_init(&demo->lock, NULL);
    pthread_cond_init(&demo->changed, NULL);
    demo->camera = camera;
    demo->rendered = rendered_open(&options, err);
    if (demo->rendered != NULL)
        return demo;
    demo_close(demo);
    return NULL;
}

void demo_close(struct demo *demo)
{
    if (demo == NULL)
        return;
    rendered_close(demo->rendered);
    pthread_cond_destroy(&demo->changed);
    pthread_mutex_destroy(&demo->lock);
    free(demo);
}

static float bone_length(const struct pose *pose, size_t i)
{
    const struct landmark *a = &pose->joint[bones[i][0]], *b = &pose->joint[bones[i][1]];
    return sqrtf((a->x - b->x) * (a->x - b->x) + (a->y - b->y) * (a->y - b->y) +
                 (a->z - b->z) * (a->z - b->z));
}

/* How far the person has faded: where a picture of it would be of no body at all, there is a cut,
 * and the room is empty for a moment. */
static float faded(struct demo *demo, const struct pose *pose)
{
    float off = 0;
    for (size_t i = 0; i < BONE_COUNT; i++) {
        const float length = bone_length(pose, i);
        if (!demo->measured)
            demo->usual[i] = length;
        off = fmaxf(off, fabsf(length / demo->usual[i] - 1));
    }
    demo->measured = true;
    return clamp_float((off - BEGINS_TO_FADE) / (HAS_FADED - BEGINS_TO_FADE), 0, 1);
}

void demo_post(struct demo *demo, struct rendered_person person)
{
    person.faded = faded(demo, &person.pose);
    pthread_mutex_lock(&demo->lock);
    if (demo->count == DEMO_WAITING) {
        demo->start = (demo->start + 1) % DEMO_WAITING;
        demo->count--;
    }
    demo->waiting[(demo->start + demo->count++) % DEMO_WAITING] = person;
    pthread_cond_signal(&demo->changed);
    pthread_mutex_unlock(&demo->lock);
}

void demo_end(struct demo *demo)
{
    pthread_mutex_lock(&demo->lock);
    demo->ended = true;
    pthread_cond_signal(&demo->changed);
    pthread_mutex_unlock(&demo->lock);
}

static bool take(struct demo *demo, struct rendered_person *person)
{
    pthread_mutex_lock(&demo->lock);
    while (demo->count == 0 && !demo->ended)
        pthread_cond_wait(&demo->changed, &demo->lock);
    const bool took = demo->count > 0;
    if (took) {
        *person = demo->waiting[demo->start];
        demo->start = (demo->start + 1) % DEMO_WAITING;
        demo->count--;
    }
    pthread_mutex_unlock(&demo->lock);
    return took;
}

static enum frame_answer next(void *self, struct image *into, int64_t *t_us, struct error *err)
{
    struct demo *demo = self;
    struct rendered_person person;
    if (!take(demo, &person))
        return FRAME_END;
    *t_us = person.pose.t_us;
    return rendered_draw(demo->rendered, &person, 1, *t_us, into, err) ? FRAME_GOT : FRAME_FAILED;
}

/* The reader goes away: what waits is not drawn any more. */
static void stop(void *self)
{
    struct demo *demo = self;
    pthread_mutex_lock(&demo->lock);
    demo->count = 0;
    demo->ended = true;
    pthread_cond_signal(&demo->changed);
    pthread_mutex_unlock(&demo->lock);
}

struct frame_maker demo_maker(struct demo *demo)
{
    return (struct frame_maker){.next = next,
                                .stop = stop,
                                .self = demo,
                                .width_px = demo->camera.width_px,
                                .height_px = demo->camera.height_px,
                                .fps = demo->camera.fps};
}

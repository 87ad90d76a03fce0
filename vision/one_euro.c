#include "vision/one_euro.h"

#include <math.h>

#define TWO_PI 6.28318531f

/* Of joints in image heights. Half a hertz keeps a still person within 0.3 % of the picture's
 * height; at 60 degrees a second a knee moves at 0.2 heights a second or more, which lifts the
 * cutoff far enough for a lag below 60 ms (`unguard-bench jitter` prints both). */
static const struct one_euro_settings joint_settings = {
    .least_hz = 0.5f, .slope = 20.0f, .speed_hz = 1.5f};

/* Share of the way to a sample that lies dt_s after the last one. */
static float share(float cutoff_hz, float dt_s)
{
    float r = TWO_PI * cutoff_hz * dt_s;
    return r / (r + 1);
}

float one_euro_put(struct one_euro *filter, const struct one_euro_settings *settings, int64_t t_us,
                   float sample)
{
    int64_t passed_us = t_us - filter->t_us;
    if (!filter->started || passed_us < 0 || passed_us > ONE_EURO_GAP_US) {
        *filter = (struct one_euro){.value = sample, .raw = sample, .t_us = t_us, .started = true};
        return sample;
    }
    if (passed_us == 0)
        return filter->value;
    float dt_s = (float)passed_us / 1e6f;
    float speed = (sample - filter->raw) / dt_s;
    filter->speed += share(settings->speed_hz, dt_s) * (speed - filter->speed);
    float cutoff_hz = settings->least_hz + settings->slope * fabsf(filter->speed);
    filter->value += share(cutoff_hz, dt_s) * (sample - filter->value);
    filter->raw = sample;
    filter->t_us = t_us;
    return filter->value;
}

struct pose steady_pose(struct steady *steady, const struct pose *pose)
{
    if (pose->t_us == steady->last.t_us && pose->present == steady->last.present)
        return steady->last;
    struct pose shown = *pose;
    for (int i = 0; i < JOINT_COUNT; i++) {
        struct landmark *joint = &shown.joint[i];
        if (!pose->present || !(joint->confidence > 0)) {
            steady->x[i].started = steady->y[i].started = false;
            continue;
        }
        joint->x = one_euro_put(&steady->x[i], &joint_settings, pose->t_us, joint->x);
        joint->y = one_euro_put(&steady->y[i], &joint_settings, pose->t_us, joint->y);
    }
    steady->last = shown;
    return shown;
}

#include "movement/noise.h"

#include <string.h>

#include "movement/exact.h"
#include "movement/filter.h"

static void push(struct noise *noise, const struct pose *pose, uint32_t seen)
{
    if (noise->count == NOISE_FRAMES) {
        size_t kept = NOISE_FRAMES - 1;
        memmove(noise->seen, noise->seen + 1, kept * sizeof noise->seen[0]);
        memmove(noise->x, noise->x + 1, kept * sizeof noise->x[0]);
        memmove(noise->y, noise->y + 1, kept * sizeof noise->y[0]);
        noise->count--;
    }
    int32_t at = noise->count++;
    noise->seen[at] = seen;
    noise->t_us = pose->t_us;
    for (int joint = 0; joint < JOINT_COUNT; joint++) {
        noise->x[at][joint] = pose->joint[joint].x;
        noise->y[at][joint] = pose->joint[joint].y;
    }
}

/* d^2 of one joint over k frames back from the last, of x and y together. */
static float difference(const struct noise *noise, int joint, int k)
{
    int last = NOISE_FRAMES - 1;
    float dx =
        noise->x[last][joint] - 2.0f * noise->x[last - k][joint] + noise->x[last - 2 * k][joint];
    float dy =
        noise->y[last][joint] - 2.0f * noise->y[last - k][joint] + noise->y[last - 2 * k][joint];
    return 0.5f * (dx * dx + dy * dy);
}

bool noise_put(struct noise *noise, const struct pose *pose, uint32_t seen, bool quiet)
{
    if (!quiet || pose->t_us - noise->t_us > FILTER_GAP_US)
        noise->count = 0;
    if (!quiet)
        return false;
    push(noise, pose, seen);
    if (noise->count < NOISE_FRAMES)
        return false;
    const int last = NOISE_FRAMES - 1;
    uint32_t all = noise->seen[last] & noise->seen[last - NOISE_NEAR] &
                   noise->seen[last - 2 * NOISE_NEAR] & noise->seen[last - NOISE_FAR] &
                   noise->seen[last - 2 * NOISE_FAR];
    for (int joint = JOINT_LEFT_SHOULDER; joint <= JOINT_RIGHT_ANKLE; joint++) {
        bool arm = joint >= JOINT_LEFT_ELBOW && joint <= JOINT_RIGHT_WRIST;
        if (arm || !(all >> joint & 1u))
            continue;
        noise->weight += noise->weight < NOISE_MOST_WEIGHT ? 1.0f : 0.0f;
        noise->square[0] +=
            (difference(noise, joint, NOISE_NEAR) - noise->square[0]) / noise->weight;
        noise->square[1] +=
            (difference(noise, joint, NOISE_FAR) - noise->square[1]) / noise->weight;
    }
    noise->learnt = (noise->learnt + 1) % NOISE_NEWS;
    return noise->learnt == 0;
}

static double power(double base, int times)
{
    double product = 1.0;
    for (int i = 0; i < times; i++)
        product *= base;
    return product;
}

/* The mean of d^2 over k frames, in s^2. */
static double expected(double rho, int k)
{
    return 6.0 - 8.0 * power(rho, k) + 2.0 * power(rho, 2 * k);
}

bool noise_known(const struct noise *noise, float *deviation, float *rho)
{
    if (noise->weight < NOISE_LEAST_WEIGHT)
        return false;
    double near = (double)noise->square[0], far = (double)noise->square[1];
    double low = 0.0, high = 0.99; /* the ratio of the two falls as rho grows */
    for (int i = 0; i < 12; i++) {
        double middle = 0.5 * (low + high);
        if (near * expected(middle, NOISE_FAR) < far * expected(middle, NOISE_NEAR))
            low = middle;
        else
            high = middle;
    }
    *rho = (float)(0.5 * (low + high));
    *deviation = (float)exact_sqrt(far / expected((double)*rho, NOISE_FAR));
    return true;
}

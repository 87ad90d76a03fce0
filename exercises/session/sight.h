/* Who stands before the simulated camera, from where it looks, and how well it sees. */
#ifndef UNGUARD_SIGHT_H
#define UNGUARD_SIGHT_H

#include "movement/body.h"
#include "session/chance.h"

/* Flat; sight_init fills it. */
struct sight {
    struct body_shape shape; /* proportions vary a little from person to person */
    float yaw_off_deg, pitch_deg;
    float aspect;       /* picture width / height */
    float noise;        /* image heights, standard deviation of x and of y */
    float correlation;  /* of a joint's error with the one of the frame before, 0..1 */
    float dropout;      /* 0..1: share of joints lost per frame */
    double sway_turn;   /* 0..1: where the sway starts */
    struct chance luck; /* of noise and dropout */

    float tall;     /* a standing body's height in image heights; 0: the camera's own */
    bool pitched;   /* pitch_deg is the camera's whole pitch (from the feet: about its own) */
    float roll_deg; /* + turns the picture's content clockwise */
    bool turned;    /* the person has turned round: in a side view the right side is the near one */
    uint32_t hidden;             /* joints that something stands before: bits of enum joint */
    float error[JOINT_COUNT][2]; /* of the last frame, in standard deviations */
};

void sight_init(struct sight *sight, uint64_t seed, float noise, float dropout, float aspect);

/* Another person before another camera: proportions +-10 %, yaw +-20, pitch 0 to 25 (from the feet
 * 15 to 25), roll +-3 degrees, and a standing body 220 to 430 lines tall in a picture of 480. Draws
 * from a generator of its own, so that the noise stays the same. */
void sight_vary(struct sight *sight, uint64_t seed);

/* The left side is the near one in a side view, unless turned. */
struct body_camera sight_camera(const struct sight *sight, enum posture posture, enum view view);

/* The body as it is, without noise: a standing person sways slowly. t_s: seconds. */
struct pose sight_draw(const struct sight *sight, struct body_angles angles, enum posture posture,
                       const struct body_camera *camera, double t_s);

/* Joint by joint from one to the other, share 0..1. */
struct pose sight_between(const struct pose *from, const struct pose *to, double share);

/* Noise, dropout and confidence: far limbs in a side view are less sure. Draws from luck. */
void sight_blur(struct sight *sight, enum view view, struct pose *pose);

#endif

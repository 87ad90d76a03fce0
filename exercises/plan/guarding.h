/* Which guarding signs an exercise's view can show, and from where on each is one.
 *
 * Signs compare a repetition with the person's own baseline (baseline.h): a sign, never a
 * diagnosis. CLINICAL section 2 gives the metrics and the defaults; none has a published cut-off,
 * so all of them are a therapist's to change. */
#ifndef UNGUARD_GUARDING_H
#define UNGUARD_GUARDING_H

/* Append only. */
enum guarding_sign {
    SIGN_REDUCED_RANGE, /* went less far than usual */
    SIGN_SLOWING,       /* took longer there than usual */
    SIGN_HESITATION,    /* nearly stood still on the way there */
    SIGN_JERKINESS,     /* less smooth than usual at this tempo; low weight */
    SIGN_ASYMMETRY,     /* this side goes less far than the other, as it did before */
    SIGN_SHIFT,         /* the trunk stays off to one side */
    SIGN_WITHDRAWAL,    /* turned back early, or came back abruptly */
    SIGN_SUPPORT,       /* a hand rests on or rubs hip or thigh */
    SIGN_COUNT
};

const char *guarding_sign_name(enum guarding_sign sign); /* "reduced_range"; static */

/* Group `guarding` of an exercise file. */
struct guarding {
    unsigned signs;            /* a bit for each sign that is watched; 0: none */
    float range_share;         /* of the baseline's range: less is reduced (judged 2 % above)... */
    float range_least_deg;     /* ...if it is this much less too (angles only) */
    float slowing;             /* times the baseline's way there */
    float hesitation_s;        /* slower than a tenth of the fastest, for so long */
    float jerkiness;           /* SPARC below the baseline's */
    float asymmetry;           /* symmetry index between the sides, percent */
    float asymmetry_least_deg; /* and as an angle */
    float shift_deg;           /* lean off the baseline's... */
    float shift_s;             /* ...for so long */
    float withdrawal_share;    /* of the way to the target: turning back before it */
    float withdrawal_speed;    /* times the baseline's speed on the way back */
    float support_distance;    /* trunk lengths from wrist to hip or thigh... */
    float support_s;           /* ...for so long */
};

struct cfg_table;
extern const struct cfg_table guarding_table;

static inline unsigned guarding_bit(enum guarding_sign sign)
{
    return 1u << sign;
}

#endif

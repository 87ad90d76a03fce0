/* What every room may use: an error that names its remedy, a clamp, an array's length. */
#ifndef UNGUARD_BASE_H
#define UNGUARD_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define BASE_PRINTF(format_index, first) __attribute__((format(printf, format_index, first)))
#else
#define BASE_PRINTF(format_index, first)
#endif

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* One sentence for a person: what is at fault, where, and what to do about it. Owned by the
 * caller, always the last parameter, and NULL where the caller does not want to know. */
struct error {
    char text[256];
};

/* Fills err (no-op when NULL); cut at the buffer's end, always terminated. Returns false, so that
 * a fallible function can `return error_set(err, ...)`. */
bool error_set(struct error *err, const char *format, ...) BASE_PRINTF(2, 3);

static inline float clamp_float(float value, float low, float high)
{
    return value < low ? low : value > high ? high : value;
}

static inline float abs_float(float value)
{
    return value < 0.0f ? -value : value;
}

static inline int clamp_int(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* Copies text into a fixed buffer; cut to fit, always terminated. Returns false when it was cut. */
bool text_copy(char *to, size_t size, const char *from);

#define HASH_START 14695981039346656037ull /* FNV-1a, 64 bit: offset basis */

/* FNV-1a over bytes, continued from hash (start with HASH_START). Never feed it a struct whole:
 * padding has no value. */
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size);

#ifdef __cplusplus
}
#endif
#endif

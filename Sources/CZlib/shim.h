#include <zlib.h>

// A macro of zlib.h, which Swift does not see.
static inline int counterpart_raw_deflate(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

static inline int counterpart_raw_inflate(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }

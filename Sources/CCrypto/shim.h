// The plain functions of SHA-256: they need no provider, so that linking the archive adds a few kilobytes.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

/** Request parsing exactly as in Django, Django REST Framework and django-filter. */
@NullMarked
package dev.roster.server.coolset.django;

import org.jspecify.annotations.NullMarked;

package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All content files in a stream's folder, oldest first, including former and refused ones. Immutable. */
record Inventory(List<Item> items) {
    /**
     * One file.
     *
     * @param path the upload path, or null if no upload can have the name
     * @param refused whether it is among the refused files
     * @param modified the file's modification time, used to detect later changes
     * @param at the time of the upload: from its record, or else the modification time
     */
    record Item(Path file, @Nullable UploadPath path, boolean refused, long bytes, Instant modified, Instant at) {
        private Item cameAt(@Nullable Instant recorded) {
            return recorded == null ? this : new Item(file, path, refused, bytes, modified, recorded);
        }
    }

    /**
     * Lists the folder. Files that are deleted meanwhile may or may not be included.
     *
     * @param recorded the upload times of files that have a record
     */
    static Inventory of(StreamFolder folder, Map<Path, Instant> recorded) throws IOException {
        var items = new ArrayList<Item>();
        walk(folder.root(), false, items);
        if (Files.isDirectory(folder.refused())) {
            walk(folder.refused(), true, items);
        }
        items.replaceAll(item -> item.cameAt(recorded.get(item.file())));
        items.sort(Comparator.comparing(Item::at));
        return new Inventory(List.copyOf(items));
    }

    long bytes() {
        return items.stream().mapToLong(Item::bytes).sum();
    }

    private static void walk(Path root, boolean refused, List<Item> items) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean isOwn = !directory.equals(root) && isHidden(directory);
                return isOwn ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isContent(root, file)) {
                    var at = attributes.lastModifiedTime().toInstant();
                    items.add(new Item(file, path(root, file), refused, attributes.size(), at, at));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /**
     * Returns whether the file is content. The stream's own files and certificates are not; a certificate is deleted
     * with its content.
     */
    private static boolean isContent(Path root, Path file) {
        return !isHidden(file) && !file.toString().endsWith(".crt") && !file.equals(root.resolve("stream.json"));
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static @Nullable UploadPath path(Path root, Path file) {
        var elements = new ArrayList<String>();
        root.relativize(file).forEach(element -> elements.add(element.toString()));
        try {
            return UploadPath.of(elements);
        } catch (UploadPath.BadPathException e) {
            return null;
        }
    }
}
